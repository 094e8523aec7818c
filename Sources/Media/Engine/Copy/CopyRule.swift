import CFFmpeg
import MediaTypes

/// Which tracks are copied instead of encoded: layer III that nobody wants to be otherwise.
enum CopyRule {
    static func allows(_ options: ConversionOptions, codec: AVCodecID) -> Bool {
        codec == AV_CODEC_ID_MP3 && options.encoding == .standard && options.quality == nil
            && options.sampleRate == nil && options.channels == .keep && options.trimStart == nil
            && options.trimEnd == nil
    }
}

import CLAME
import MediaTypes

/// One LAME instance without its own tag and ID3. Used by one thread at a time.
final class LAMEEncoder {
    /// Samples of a call; LAME's output for them fits `output`. LAME copies all of them before it encodes the first:
    /// more than a frame's worth leaves the cache, which costs 4 % of the time.
    private static let chunk = 1152

    private let lame: lame_t
    private let output: UnsafeMutableBufferPointer<UInt8>

    /// LAME's own choices, for the Info frame.
    var properties: LAMEProperties { LAMEProperties(lame) }

    init(format: MP3Format) throws(MediaFailure) {
        guard let lame = lame_init() else { throw MediaFailure(.internalError, "no memory for the MP3 encoder") }
        self.lame = lame
        // LAME's documented worst case for one chunk, and a full reservoir more
        output = .allocate(capacity: Self.chunk * 5 / 4 + 16384)
        spool_lame_silence(lame)
        Self.configure(lame, format)
        guard lame_init_params(lame) >= 0, Self.agrees(lame, format) else {
            throw MediaFailure(.internalError, "the MP3 encoder refuses \(format.encoding) at \(format.sampleRate) Hz")
        }
    }

    deinit {
        lame_close(lame)
        output.deallocate()
    }

    private static func configure(_ lame: lame_t, _ format: MP3Format) {
        lame_set_in_samplerate(lame, Int32(format.sampleRate))
        lame_set_out_samplerate(lame, Int32(format.sampleRate))
        lame_set_num_channels(lame, Int32(format.channels))
        lame_set_bWriteVbrTag(lame, 0)
        lame_set_write_id3tag_automatic(lame, 0)
        switch format.channelMode {
        case .mono: lame_set_mode(lame, MONO)
        case .stereo: lame_set_mode(lame, STEREO)
        case .jointStereo: lame_set_mode(lame, JOINT_STEREO)
        }
        if let quality = format.quality { lame_set_quality(lame, Int32(quality)) }
        switch format.encoding {
        case .vbr(let level):
            lame_set_VBR(lame, vbr_default)
            lame_set_VBR_quality(lame, Float(level))
        case .abr(let rate):
            lame_set_VBR(lame, vbr_abr)
            lame_set_VBR_mean_bitrate_kbps(lame, Int32(rate))
        case .cbr(let rate):
            lame_set_VBR(lame, vbr_off)
            lame_set_brate(lame, Int32(rate))
        }
    }

    /// True when LAME neither resamples nor changes channels or a constant rate.
    private static func agrees(_ lame: lame_t, _ format: MP3Format) -> Bool {
        if case .cbr(let rate) = format.encoding, lame_get_brate(lame) != rate { return false }
        return lame_get_out_samplerate(lame) == format.sampleRate && lame_get_framesize(lame) == format.samplesPerFrame
            && (lame_get_mode(lame) == MONO) == (format.channels == 1)
            && lame_get_encoder_delay(lame) == InfoFrame.encoderDelay
    }

    /// Encodes `count` samples a channel, ±1.0 full scale; `right` is not read for mono.
    func encode(
        left: UnsafePointer<Float>, right: UnsafePointer<Float>, count: Int, into stream: inout FrameStream
    ) throws(MediaFailure) {
        var done = 0
        while done < count {
            let part = min(count - done, Self.chunk)
            let bytes = lame_encode_buffer_ieee_float(
                lame, left + done, right + done, Int32(part), output.baseAddress, Int32(output.count))
            try take(bytes, into: &stream)
            done += part
        }
    }

    /// Pads with silence to whole frames and puts out everything. The encoder is of no use afterwards.
    func flush(into stream: inout FrameStream) throws(MediaFailure) {
        try take(lame_encode_flush(lame, output.baseAddress, Int32(output.count)), into: &stream)
    }

    private func take(_ count: Int32, into stream: inout FrameStream) throws(MediaFailure) {
        guard count >= 0 else { throw MediaFailure(.internalError, "the MP3 encoder failed (\(count))") }
        try stream.append(UnsafeBufferPointer(rebasing: output[..<Int(count)]))
    }
}

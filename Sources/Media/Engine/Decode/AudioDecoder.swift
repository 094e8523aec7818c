import CFFmpeg
import Glibc
import MediaTypes

/// libavcodec's decoder for one audio stream. Not thread safe.
final class AudioDecoder {
    private let context: UnsafeMutablePointer<AVCodecContext>
    private let frame: UnsafeMutablePointer<AVFrame>

    /// - Throws: `unsupported_codec` when this build has no decoder that Spool allows, `damaged` when the
    ///   stream's header does not suit it.
    init(stream: UnsafeMutablePointer<AVStream>) throws(MediaFailure) {
        let parameters = stream.pointee.codecpar
        let name = String(cString: avcodec_get_name(stream.pointee.codecpar.pointee.codec_id))
        guard let codec = DecoderPolicy.decoder(for: stream.pointee.codecpar.pointee.codec_id) else {
            throw MediaFailure(.unsupportedCodec, Self.missing(name))
        }
        guard let context = avcodec_alloc_context3(codec), let frame = av_frame_alloc() else {
            throw MediaFailure(.internalError, "out of memory")
        }
        self.context = context
        self.frame = frame
        var status = avcodec_parameters_to_context(context, parameters)
        context.pointee.pkt_timebase = stream.pointee.time_base
        context.pointee.thread_count = 1
        if status >= 0 { status = avcodec_open2(context, codec, nil) }
        guard status >= 0 else { throw FFmpegError.decoder(status, codec: name) }
    }

    deinit {
        var context: UnsafeMutablePointer<AVCodecContext>? = context
        avcodec_free_context(&context)
        var frame: UnsafeMutablePointer<AVFrame>? = frame
        av_frame_free(&frame)
    }

    /// Bits of one sample as the stream's header says; 0 when it does not.
    var bitsPerSample: Int { Int(max(0, context.pointee.bits_per_raw_sample)) }

    static func missing(_ codec: String) -> String {
        codec == "none" ? "the audio is in a codec that is not known here" : "\(codec) audio cannot be decoded here"
    }

    /// Decodes one packet, or what the decoder still holds when `packet` is nil, and hands over each frame.
    ///
    /// - Returns: 0, or libav's status when the packet could not be decoded.
    func decode(
        _ packet: UnsafeMutablePointer<AVPacket>?, each body: (borrowing AudioFrame) throws(MediaFailure) -> Void
    ) throws(MediaFailure) -> Int32 {
        let sent = avcodec_send_packet(context, packet)
        if sent < 0, sent != spool_averror_eof { return sent }
        while true {
            let got = avcodec_receive_frame(context, frame)
            if got == spool_averror(EAGAIN) || got == spool_averror_eof { return 0 }
            if got < 0 { return got }
            defer { av_frame_unref(frame) }
            if frame.pointee.nb_samples > 0 { try body(AudioFrame(frame)) }
        }
    }
}

import CFFmpeg
import MediaTypes

/// Makes every frame planar float at one rate with one or two channels; a frame that is so already passes untouched.
final class FrameConverter {
    typealias Output = (_ left: UnsafePointer<Float>, _ right: UnsafePointer<Float>?, _ count: Int) throws(MediaFailure)
        -> Void

    let rate: Int
    let channels: Int
    private var resampler: OpaquePointer?
    private var configured: PCMConfiguration?
    private var buffers: [UnsafeMutablePointer<Float>] = []
    private var capacity = 0

    /// - Parameter channels: 1 or 2.
    init(rate: Int, channels: Int) {
        self.rate = rate
        self.channels = channels
    }

    deinit {
        swr_free(&resampler)
        buffers.forEach { $0.deallocate() }
    }

    func convert(_ frame: borrowing AudioFrame, as source: PCMConfiguration, to output: Output) throws(MediaFailure) {
        if source != configured {
            try flush(to: output)
            try configure(for: source, layout: frame.pointer.pointee.ch_layout)
        }
        guard let resampler else { return try pass(frame, to: output) }
        let most = swr_get_out_samples(resampler, Int32(frame.count))
        try run(resampler, input: frame.pointer, most: Int(most), to: output)
    }

    /// Hands over what the resampler still holds; the next frame starts afresh.
    func flush(to output: Output) throws(MediaFailure) {
        guard let resampler else {
            configured = nil
            return
        }
        let most = swr_get_out_samples(resampler, 0)
        if most > 0 { try run(resampler, input: nil, most: Int(most), to: output) }
        swr_free(&self.resampler)
        configured = nil
    }

    private func pass(_ frame: borrowing AudioFrame, to output: Output) throws(MediaFailure) {
        try Self.plane(frame.pointer, 0) { left throws(MediaFailure) in
            guard self.channels == 2 else { return try output(left, nil, Int(frame.pointer.pointee.nb_samples)) }
            try Self.plane(frame.pointer, 1) { right throws(MediaFailure) in
                try output(left, right, Int(frame.pointer.pointee.nb_samples))
            }
        }
    }

    private static func plane(
        _ frame: UnsafeMutablePointer<AVFrame>, _ channel: Int32,
        _ body: (UnsafePointer<Float>) throws(MediaFailure) -> Void
    ) throws(MediaFailure) {
        guard let bytes = spool_plane(frame, channel) else { return }
        try body(UnsafeRawPointer(bytes).assumingMemoryBound(to: Float.self))
    }

    private func run(
        _ resampler: OpaquePointer, input: UnsafeMutablePointer<AVFrame>?, most: Int, to output: Output
    ) throws(MediaFailure) {
        guard most > 0 else { return }
        reserve(most)
        var planes: [UnsafeMutablePointer<UInt8>?] = buffers.map {
            UnsafeMutableRawPointer($0).assumingMemoryBound(to: UInt8.self)
        }
        let made = planes.withUnsafeMutableBufferPointer { planes in
            let data = input?.pointee.extended_data
            let source = data.map { UnsafeMutableRawPointer($0).assumingMemoryBound(to: UnsafePointer<UInt8>?.self) }
            return swr_convert(resampler, planes.baseAddress, Int32(most), source, input?.pointee.nb_samples ?? 0)
        }
        guard made >= 0 else { throw MediaFailure(.internalError, "the sound could not be resampled") }
        if made > 0 { try output(buffers[0], channels == 2 ? UnsafePointer(buffers[1]) : nil, Int(made)) }
    }

    private func reserve(_ count: Int) {
        guard count > capacity else { return }
        buffers.forEach { $0.deallocate() }
        capacity = max(count, 8192)
        buffers = (0..<channels).map { _ in .allocate(capacity: capacity) }
    }

    private func configure(for source: PCMConfiguration, layout: AVChannelLayout) throws(MediaFailure) {
        try DecodeLimits.check(rate: source.rate, channels: source.channels)
        configured = source
        let isDirect =
            source.format == AV_SAMPLE_FMT_FLTP.rawValue && source.rate == rate && source.channels == channels
        if isDirect { return }
        var input = AVChannelLayout()
        input.order = AV_CHANNEL_ORDER_UNSPEC
        input.nb_channels = Int32(source.channels)
        var output = AVChannelLayout()
        av_channel_layout_default(&output, Int32(channels))
        if source.channels <= 2 { av_channel_layout_default(&input, Int32(source.channels)) }
        var status = swr_alloc_set_opts2(
            &resampler, &output, AV_SAMPLE_FMT_FLTP, Int32(rate), &input, AVSampleFormat(rawValue: source.format),
            Int32(source.rate), 0, nil)
        if status >= 0, source.channels != channels { status = setMatrix(for: source) }
        if status >= 0 { status = swr_init(resampler) }
        guard status >= 0 else {
            throw MediaFailure(
                .unsupportedCodec, "\(source.channels) channels at \(source.rate) Hz cannot be mixed down here")
        }
    }

    private func setMatrix(for source: PCMConfiguration) -> Int32 {
        let matrix = DownmixMatrix(from: source.speakers, to: channels)
        return swr_set_matrix(resampler, matrix.rows.flatMap(\.self), Int32(source.channels))
    }
}

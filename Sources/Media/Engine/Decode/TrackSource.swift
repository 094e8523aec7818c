import MediaTypes

/// One track as a run of planar float blocks: decoded, gaps filled, converted, trimmed.
///
/// Made and opened on one thread, then run on another; never on two at once.
final class TrackSource {
    let decoder: TrackDecoder
    /// What the first frame is; everything after it is made to match.
    let configuration: PCMConfiguration
    private let limits: DecodeLimits
    private let declared: Int64?
    private var pending: [PendingFrame] = []
    /// Packets without sound up to the frame before.
    private var lostSoFar = 0
    private var report = SourceReport()

    /// Decodes up to the first frame.
    ///
    /// - Parameter declared: the declared end of the track in milliseconds of the container's time line.
    /// - Throws: what the track is when there is no frame: `empty_audio`, `protected`, `damaged`, `unsupported_codec`.
    init(decoder: TrackDecoder, declared: Int64?) throws(MediaFailure) {
        self.decoder = decoder
        self.declared = declared
        limits = DecodeLimits(inputBytes: decoder.container.file.size)
        var first: PCMConfiguration?
        var pending: [PendingFrame] = []
        var isOpen = true
        while first == nil, isOpen {
            isOpen = try decoder.step { frame throws(MediaFailure) in
                first = first ?? frame.configuration
                if let copy = PendingFrame(frame) { pending.append(copy) }
            }
        }
        guard let first else { throw EmptyTrack.failure(decoder) }
        try DecodeLimits.check(rate: first.rate, channels: first.channels)
        configuration = first
        self.pending = pending
    }

    /// Decodes the whole track into `hand`, block by block, until the end or until `hand` returns false.
    ///
    /// - Parameters:
    ///   - rate: Hz of the blocks.
    ///   - channels: 1 or 2.
    ///   - window: in samples at `rate`.
    func run(
        rate: Int, channels: Int, window: TrimWindow, hand: @escaping (DecodedBlock) -> Bool
    ) throws(MediaFailure) -> SourceReport {
        let converter = FrameConverter(rate: rate, channels: channels)
        let packer = BlockPacker(channels: channels, window: window, limits: limits, hand: hand)
        let due = declared.map { $0 / 1000 * Int64(configuration.rate) + $0 % 1000 * Int64(configuration.rate) / 1000 }
        var timeline = Timeline(
            rate: configuration.rate, declaredEnd: due, clockMayJump: decoder.container.hasDiscontinuities)
        let waiting = pending
        pending = []
        for frame in waiting { try take(AudioFrame(frame.pointer), &timeline, converter, packer) }
        while !packer.isDone {
            let isOpen = try decoder.step { frame throws(MediaFailure) in
                try self.take(frame, &timeline, converter, packer)
            }
            if !isOpen { break }
        }
        try converter.flush { left, right, count throws(MediaFailure) in
            try packer.add(left: left, right: right, count: count)
        }
        packer.flush()
        report.isWhole = !packer.isDone
        report.start = timeline.start
        report.end = timeline.end
        report.shortfall = timeline.shortfall
        report.kept = packer.kept
        report.decoding = decoder.summary
        return report
    }

    private func take(
        _ frame: borrowing AudioFrame, _ timeline: inout Timeline, _ converter: FrameConverter, _ packer: BlockPacker
    ) throws(MediaFailure) {
        let source = frame.configuration
        if !source.sounds(like: configuration) { report.changes += source == report.lastChange ? 0 : 1 }
        report.lastChange = source.sounds(like: configuration) ? nil : source
        let rate = configuration.rate
        let position = frame.timestamp.flatMap {
            MediaDuration.samples($0, timeBase: decoder.stream.pointee.time_base, rate: rate)
        }
        // Frames of another rate last as long as they last, counted at the first rate.
        let length =
            source.rate == rate ? Int64(frame.count) : Int64(frame.count) * Int64(rate) / Int64(max(1, source.rate))
        let lost = decoder.summary.failedPackets + decoder.summary.protectedPackets
        defer { lostSoFar = lost }
        switch timeline.place(at: position, count: Int(length), afterLoss: lost > lostSoFar) {
        case .next: break
        case .jump: report.jumps += 1
        case .gap(let silence): try fill(silence, converter, packer)
        }
        report.samples += Int64(frame.count)
        try converter.convert(frame, as: source) { left, right, count throws(MediaFailure) in
            try packer.add(left: left, right: right, count: count)
        }
    }

    /// `silence` counts samples at the source's rate.
    private func fill(_ silence: Int64, _ converter: FrameConverter, _ packer: BlockPacker) throws(MediaFailure) {
        // What the resampler holds belongs before the silence.
        try converter.flush { left, right, count throws(MediaFailure) in
            try packer.add(left: left, right: right, count: count)
        }
        report.gaps += 1
        report.silence += silence
        let (scaled, overflow) = silence.multipliedReportingOverflow(by: Int64(converter.rate))
        guard !overflow else { throw MediaFailure(.limitExceeded, "a gap in the sound is absurdly long") }
        try packer.addSilence(scaled / Int64(configuration.rate))
    }
}

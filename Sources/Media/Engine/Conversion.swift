import CFFmpeg
import MediaProtocol
import MediaTypes

/// One conversion with everything decided that can be before the first sample is encoded.
struct Conversion {
    let request: ConvertRequest
    let start: ConvertStart
    /// What had to be changed about the wishes.
    let warnings: [MediaWarning]
    private let container: Container
    private let choice: ChosenTrack
    private let source: TrackSource
    private let format: MP3Format
    private let trim: TrimRange

    /// Opens the input, chooses the track and decodes up to its first frame.
    init(request: ConvertRequest, input: Int32) throws(MediaFailure) {
        self.request = request
        let options = request.options
        let rule = try TrackRule(option: options.track)
        trim = try TrimRange(options)
        container = try Container(file: InputFile(descriptor: input), name: request.name)
        try container.analyze()
        choice = try ChosenTrack(container: container, rule: rule)
        let decoder = try TrackDecoder(container: container, stream: choice.stream)
        source = try TrackSource(
            decoder: decoder, declared: container.declaredDuration(of: choice.stream) ?? container.duration)
        let pcm = source.configuration
        let resolved = try MP3Format.resolve(options, sourceRate: pcm.rate, sourceChannels: pcm.channels)
        (format, warnings) = (resolved.format, resolved.warnings)
        let length = trim.length(of: choice.track.duration)
        start = ConvertStart(
            track: choice.track, reason: choice.reason, expectedSamples: length.map { $0 * Int64(pcm.rate) / 1000 })
    }

    /// Encodes, judges the ending, and verifies what was written.
    func run(output: Int32, report: (WorkerEvent) -> Void) throws(MediaFailure) -> ConvertResult {
        let (tag, losses) = TagBuilder(container: container, choice: choice, options: request.options, trim: trim).tag()
        for loss in losses { report(.warning(loss)) }
        let total = trim.length(of: choice.track.duration)
        let writer = try MP3Writer(
            format: format, tag: tag, output: output, threads: request.threads,
            expectedSamples: total.map { $0 * Int64(format.sampleRate) / 1000 })
        let decoded = try encode(into: writer, total: total, report: report)
        let judge = EndingJudge(container: container, choice: choice, keepsPartial: request.options.partial == .keep)
        for warning in try judge.judge(decoded, rate: source.configuration.rate) { report(.warning(warning)) }
        guard decoded.kept > 0 else { throw trim.nothingLeft }
        let summary = try writer.finish()
        _ = try MP3Verifier.verify(descriptor: output, expectedSamples: decoded.kept)
        return result(summary)
    }

    private func encode(
        into sink: some PCMSink, total: Int64?, report: (WorkerEvent) -> Void
    ) throws(MediaFailure) -> SourceReport {
        let thread = try DecodeThread(
            source: source, rate: format.sampleRate, channels: format.channels,
            window: trim.window(rate: format.sampleRate))
        var progress = ProgressMeter(total: total, rate: format.sampleRate)
        var failure: MediaFailure?
        while failure == nil, let block = thread.next() {
            do throws(MediaFailure) {
                try sink.write(block)
            } catch {
                failure = error
            }
            if let event = progress.advance(by: block.count) { report(.progress(event)) }
        }
        // The thread must have ended before its source goes, whatever the encoder met.
        let outcome = Result { () throws(MediaFailure) in try thread.join() }
        if let failure { throw failure }
        return try outcome.get()
    }

    private func result(_ summary: MP3Summary) -> ConvertResult {
        ConvertResult(
            samples: summary.samples, sampleRate: format.sampleRate, channels: format.channels, frames: summary.frames,
            bytes: summary.bytes, bitRate: summary.bitRate, encoding: format.encoding,
            tags: TagBuilder(container: container, choice: choice, options: request.options, trim: trim).fields)
    }
}

extension MP3Writer: PCMSink {}

extension PCMSink {
    fileprivate func write(_ block: DecodedBlock) throws(MediaFailure) {
        let count = block.count
        try block.left.withUnsafeBufferPointer { left throws(MediaFailure) in
            guard let left = left.baseAddress else { return }
            guard !block.right.isEmpty else { return try write(left: left, right: nil, count: count) }
            try block.right.withUnsafeBufferPointer { right throws(MediaFailure) in
                try write(left: left, right: right.baseAddress, count: count)
            }
        }
    }
}

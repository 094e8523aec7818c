import CFFmpeg
import MediaProtocol
import MediaTypes

/// One conversion with everything decided that can be before the first sample is encoded.
struct Conversion {
    let request: ConvertRequest
    let start: ConvertStart
    /// What had to be changed about the wishes.
    let warnings: [MediaWarning]
    private let input: OpenedInput
    private let source: TrackSource
    private let format: MP3Format

    /// Decodes up to the first frame.
    init(request: ConvertRequest, input: OpenedInput) throws(MediaFailure) {
        self.request = request
        self.input = input
        let (container, stream) = (input.container, input.choice.stream)
        let decoder = try TrackDecoder(container: container, stream: stream)
        source = try TrackSource(
            decoder: decoder, declared: container.declaredDuration(of: stream) ?? container.duration)
        let pcm = source.configuration
        let resolved = try MP3Format.resolve(request.options, sourceRate: pcm.rate, sourceChannels: pcm.channels)
        (format, warnings) = (resolved.format, resolved.warnings)
        start = input.start(rate: pcm.rate)
    }

    /// Encodes, judges the ending, and verifies what was written.
    func run(
        threads: ThreadAllowance, output: Int32, report: (WorkerEvent) -> Void
    ) throws(MediaFailure) -> ConvertResult {
        let (tag, losses) = input.tags(request.options).tag()
        for loss in losses { report(.warning(loss)) }
        let writer = try MP3Writer(
            format: format, tag: tag, output: output, threads: threads,
            expectedSamples: input.length.map { $0 * Int64(format.sampleRate) / 1000 },
            memory: MP3Writer.memory - input.container.indexSize)
        let decoded = try encode(into: writer, total: input.length, report: report)
        let remarks = try input.judge(decoded, rate: source.configuration.rate, options: request.options)
        for warning in remarks { report(.warning(warning)) }
        guard decoded.kept > 0 else { throw input.trim.nothingLeft }
        let summary = try writer.finish()
        _ = try MP3Verifier.verify(descriptor: output, expectedSamples: decoded.kept)
        return ConvertResult(summary, format: format, tags: input.tags(request.options).fields)
    }

    private func encode(
        into sink: some PCMSink, total: Int64?, report: (WorkerEvent) -> Void
    ) throws(MediaFailure) -> SourceReport {
        let thread = try DecodeThread(
            source: source, rate: format.sampleRate, channels: format.channels,
            window: input.trim.window(rate: format.sampleRate))
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
}

extension ConvertResult {
    init(_ summary: MP3Summary, format: MP3Format, isCopy: Bool = false, tags: [String: String]) {
        self.init(
            samples: summary.samples, sampleRate: format.sampleRate, channels: format.channels, frames: summary.frames,
            bytes: summary.bytes, bitRate: summary.bitRate, encoding: format.encoding, passThrough: isCopy, tags: tags)
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

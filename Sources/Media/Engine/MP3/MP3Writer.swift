import MediaTypes

/// Encodes PCM to a complete MP3 file: ID3 tag, Info frame, audio frames.
///
/// Used by one thread at a time, which must not belong to the cooperative pool: calls block while the encoder is
/// behind. A writer that is released before `finish` stops its threads and leaves an incomplete file.
public final class MP3Writer {
    public let format: MP3Format
    private let file: MP3File
    private let encoder: ParallelEncoder
    private var tag: ID3Tag?
    private let tagSize: Int
    private var info: InfoFrame
    private var samples: Int64 = 0

    /// Writes what precedes the audio.
    ///
    /// - Parameters:
    ///   - tag: The ID3 tag; its length (TLEN) and, when absent, its encoder (TSSE) are filled in. Nil writes none.
    ///   - output: A seekable, empty descriptor open for reading and writing. It stays the caller's.
    ///   - threads: Encoder threads at work. The bytes written do not depend on it.
    ///   - expectedSamples: Samples a channel that will probably be written; nil when unknown. It may be wrong.
    ///   - niceness: Added to the niceness of the encoder threads, 0…19.
    ///   - memory: Bytes for the samples that threads work on. Less than threads need makes them fewer, not the file
    ///     another.
    /// - Throws: `disk_full`, `limit_exceeded`, `destination_unwritable` or `internal`.
    public convenience init(
        format: MP3Format, tag: ID3Tag?, output: Int32, threads: ThreadAllowance, expectedSamples: Int64?,
        niceness: Int = 0, memory: Int = MP3Writer.memory
    ) throws(MediaFailure) {
        try self.init(
            format: format, tag: tag, output: output, threads: threads, expectedSamples: expectedSamples,
            niceness: niceness, sizes: SegmentPlan.Sizes(format: format).limited(toBlocks: memory / format.blockSize),
            rules: SpliceRules(format: format))
    }

    /// More than any number of threads uses.
    public static let memory = 64 << 20

    init(
        format: MP3Format, tag: ID3Tag?, output: Int32, threads: ThreadAllowance, expectedSamples: Int64?,
        niceness: Int,
        sizes: SegmentPlan.Sizes, rules: SpliceRules
    ) throws(MediaFailure) {
        self.format = format
        file = MP3File(descriptor: output)
        let first = try LAMEEncoder(format: format)
        info = InfoFrame(format: format, properties: first.properties)
        let plan = SegmentPlan(
            expectedFrames: expectedSamples.flatMap { Int(exactly: max($0, 0) / Int64(format.samplesPerFrame)) },
            framesPerSecond: Double(format.sampleRate) / Double(format.samplesPerFrame), sizes: sizes, rules: rules)
        encoder = ParallelEncoder(
            format: format, file: file, threads: threads, niceness: niceness, plan: plan, rules: rules, first: first)
        self.tag = tag?.completed(encoder: "Spool, LAME 3.100 \(format.encoding)")
        let head = self.tag?.render() ?? []
        tagSize = head.count
        try file.write(head)
        file.beginAudio()
        try file.write([UInt8](repeating: 0, count: info.size))
        try file.beginMusic()
    }

    /// Appends `count` samples a channel, ±1.0 full scale. What is not a number becomes silence and what
    /// exceeds ±8.0 is limited to it.
    ///
    /// - Parameter right: Not read for mono; for stereo nil means the same as `left`.
    /// - Throws: As `init`. After a failure the writer is of no use.
    public func write(left: UnsafePointer<Float>, right: UnsafePointer<Float>?, count: Int) throws(MediaFailure) {
        try encoder.append(left: left, right: right ?? left, count: count)
        samples += Int64(count)
    }

    /// Encodes what is left and completes the tags. The file is complete but not synchronised to the disk.
    public func finish() throws(MediaFailure) -> MP3Summary {
        info.delay += lead
        let joins = try encoder.finish(lead: lead)
        try file.flush()
        try completeInfo()
        try completeTag()
        return info.summary(bytes: file.size, joins: joins)
    }

    /// Samples of silence before the first when there are hardly any. FFmpeg goes wrong where the skip at the start
    /// and the cut at the end meet in one frame, and where there is only one; so the skip is made whole frames.
    private var lead: Int {
        let delay = InfoFrame.encoderDelay + InfoFrame.decoderDelay
        let rest = format.samplesPerFrame - delay % format.samplesPerFrame
        return samples < rest ? rest : 0
    }

    private func completeInfo() throws(MediaFailure) {
        info.samples = samples
        info.complete(from: file)
        try file.patch(info.render(), at: file.audioStart)
    }

    private func completeTag() throws(MediaFailure) {
        guard var tag else { return }
        tag.milliseconds = samples * 1000 / Int64(format.sampleRate)
        try file.patch(tag.render(size: tagSize), at: 0)
    }
}

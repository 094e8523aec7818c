import Foundation
import MediaTypes

@testable import MediaEngine

/// An MP3 that a test encoded, and what decoders make of it.
struct EncodedMP3 {
    let file: TemporaryFile
    let format: MP3Format
    let summary: MP3Summary

    /// - Parameters:
    ///   - expected: Samples that the writer is told to expect; −1 is what there is, nil is unknown.
    ///   - progress: is called before each chunk is written.
    init(
        _ channels: [[Float]], format: MP3Format, tag: ID3Tag? = nil, threads: Int = 1, chunk: Int = 4096,
        expected: Int64? = -1, sizes: SegmentPlan.Sizes = SegmentPlan.Sizes(), rules: SpliceRules? = nil,
        progress: (_ start: Int, _ allowance: ThreadAllowance) -> Void = { _, _ in }
    ) throws {
        let file = try TemporaryFile()
        let count = channels[0].count
        let allowance = ThreadAllowance(threads)
        let writer = try MP3Writer(
            format: format, tag: tag, output: file.descriptor, threads: allowance,
            expectedSamples: expected == -1 ? Int64(count) : expected, niceness: 0, sizes: sizes,
            rules: rules ?? SpliceRules(format: format))
        try channels[0].withUnsafeBufferPointer { left in
            try channels[channels.count - 1].withUnsafeBufferPointer { right in
                for start in stride(from: 0, to: count, by: chunk) {
                    progress(start, allowance)
                    try writer.write(
                        left: left.baseAddress! + start, right: right.baseAddress! + start,
                        count: min(chunk, count - start))
                }
            }
        }
        self.format = format
        self.file = file
        summary = try writer.finish()
    }

    /// Samples a channel and what was printed, by `ffmpeg`.
    func ffmpeg() throws -> (samples: Int, complaints: String) {
        let result = try run(
            "ffmpeg", "-v", "warning", "-f", "mp3", "-i", file.path, "-f", "s16le", "-c:a", "pcm_s16le", "-")
        return (result.output.count / 2 / format.channels, result.errors)
    }

    /// Samples a channel and what was printed, by `mpg123`.
    func mpg123() throws -> (samples: Int, complaints: String) {
        let result = try run("mpg123", "-q", "-s", "-e", "s16", file.path)
        return (result.output.count / 2 / format.channels, result.errors)
    }

    /// What ffmpeg decodes, interleaved.
    func decoded() throws -> [Float] {
        let result = try run("ffmpeg", "-v", "error", "-f", "mp3", "-i", file.path, "-f", "f32le", "-")
        return result.output.withUnsafeBytes { Array($0.bindMemory(to: Float.self)) }
    }
}

extension SegmentPlan.Sizes {
    /// One encoder for everything: what the splices are measured against.
    static let serial = Self(shortBelow: 1_000_000, mayHalve: false)
    /// As many joins as a short test can have.
    static let tiny = Self(longest: 4, shortest: 2...2, halves: 8...8, least: 2, regular: 3, spare: 6, shortBelow: 0)
}

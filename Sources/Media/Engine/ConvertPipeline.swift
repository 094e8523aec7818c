import CFFmpeg
import MediaProtocol
import MediaTypes

/// One conversion from an open descriptor to an open descriptor.
public enum ConvertPipeline {
    /// Converts one audio track of `input` to an MP3 in `output`.
    ///
    /// The decoder runs on a thread of its own, a few seconds ahead of the encoder, which is fed on the calling one.
    ///
    /// - Parameters:
    ///   - input: readable and seekable; borrowed.
    ///   - output: readable, writable, seekable and empty; borrowed. Its content is of no use after a failure.
    ///   - report: called on the calling thread with `.started`, then `.progress` at most four times a second,
    ///     and `.warning`s.
    /// - Returns: what was written and verified.
    /// - Throws: the file's class of failure (see `FailureCode`), `invalid_options`, or what writing met.
    public static func run(
        request: ConvertRequest, input: Int32, output: Int32, report: (WorkerEvent) -> Void
    ) throws(MediaFailure) -> ConvertResult {
        let job = try Conversion(request: request, input: input)
        report(.started(job.start))
        for warning in job.warnings { report(.warning(warning)) }
        return try job.run(output: output, report: report)
    }
}

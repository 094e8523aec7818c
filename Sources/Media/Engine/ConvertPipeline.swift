import Glibc
import MediaProtocol
import MediaTypes

/// One conversion from an open descriptor to an open descriptor.
public enum ConvertPipeline {
    /// Converts one audio track of `input` to an MP3 in `output`; an MP3 track is copied where nothing else is asked.
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
        request: ConvertRequest, threads: ThreadAllowance, input: Int32, output: Int32, report: (WorkerEvent) -> Void
    ) throws(MediaFailure) -> ConvertResult {
        var hasStarted = false
        var opened = try OpenedInput(request: request, input: input)
        if let copy = MP3Copy(request: request, input: opened) {
            hasStarted = true
            report(.started(opened.start(rate: opened.choice.track.sampleRate)))
            if let result = try copy.run(output: output, report: report) { return result }
            // It is no plain run of frames: from the start again.
            guard ftruncate(output, 0) == 0 else { throw .writing(errno) }
            opened = try OpenedInput(request: request, input: input)
        }
        let job = try Conversion(request: request, input: opened)
        if !hasStarted { report(.started(job.start)) }
        for warning in job.warnings { report(.warning(warning)) }
        return try job.run(threads: threads, output: output, report: report)
    }
}

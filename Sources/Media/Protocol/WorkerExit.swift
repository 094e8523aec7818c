import MediaTypes

/// How a run of `spool-media` ended.
public struct WorkerExit: Hashable, Sendable {
    public enum Outcome: Hashable, Sendable {
        case info(MediaInfo)
        case done(ConvertResult)
        case sandbox(SandboxReport)
        /// A failure that the worker reported, or `crashed`, `limitExceeded` or `internalError` when it
        /// ended without reporting one.
        case failed(MediaFailure)
        /// It was told to stop and has ended; whatever it had written is worthless.
        case cancelled
    }

    public var outcome: Outcome
    /// The last few kilobytes of the worker's standard error, for a log.
    public var log: String
    /// Bytes resident at the worker's peak; 0 when it never started.
    public var peakMemory: Int64
    /// Microseconds of processor time that the worker used.
    public var processorTime: Int64

    public init(outcome: Outcome, log: String = "", peakMemory: Int64 = 0, processorTime: Int64 = 0) {
        self.outcome = outcome
        self.log = log
        self.peakMemory = peakMemory
        self.processorTime = processorTime
    }

    /// The failure, `cancelled` being one too; nil when the run succeeded.
    public var failure: MediaFailure? {
        switch outcome {
        case .info, .done, .sandbox: nil
        case .failed(let failure): failure
        case .cancelled: MediaFailure(.cancelled, "cancelled")
        }
    }
}

import MediaTypes

/// The worker process ended without a verdict.
public struct TranscoderCrash: Error, Hashable, Sendable {
    /// `signal 11`, `exit status 70`, `no answer for 60 s`.
    public var cause: String

    public init(cause: String) { self.cause = cause }

    public var failure: MediaFailure { MediaFailure(.crashed, "converter crashed (\(cause))") }
}

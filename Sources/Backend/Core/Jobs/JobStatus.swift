import SpoolAPI

/// The part of a job that `JobMachine` decides about.
public struct JobStatus: Hashable, Sendable {
    public var state: JobState
    public var paused: Bool
    public var attempt: Int
    public var maxAttempts: Int

    public init(state: JobState, paused: Bool = false, attempt: Int = 0, maxAttempts: Int = 3) {
        self.state = state
        self.paused = paused
        self.attempt = attempt
        self.maxAttempts = maxAttempts
    }
}

extension Job {
    public var status: JobStatus {
        get { JobStatus(state: state, paused: paused, attempt: attempt, maxAttempts: maxAttempts) }
        set {
            state = newValue.state
            paused = newValue.paused
            attempt = newValue.attempt
            maxAttempts = newValue.maxAttempts
        }
    }
}

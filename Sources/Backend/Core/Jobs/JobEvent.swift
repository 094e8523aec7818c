/// What can happen to a job.
public enum JobEvent: Hashable, Sendable, CaseIterable {
    /// The upload is complete.
    case received
    /// A worker takes it.
    case claim
    /// The MP3 is verified and about to become visible.
    case publish
    case finish
    /// An end that another attempt would not change.
    case fail
    /// The worker died, or its lease ended.
    case crash
    /// The worker gives it back untouched.
    case release
    case cancel
    case retry
    case pause
    case resume
    /// Options, priority or place in the queue.
    case edit
    case remove
}

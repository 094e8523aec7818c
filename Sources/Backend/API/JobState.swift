/// Where a job is. `paused` is a flag beside it, see `Job.paused`.
public enum JobState: String, Codable, CaseIterable, Sendable {
    /// Its bytes are still being uploaded.
    case receiving
    case queued
    case converting
    /// Verified and being moved to where people find it.
    case publishing
    case done
    case failed
    case cancelled

    /// True for the three states in which a job has ended.
    public var isFinal: Bool { self == .done || self == .failed || self == .cancelled }
}

import MediaTypes
import SpoolAPI

/// How an attempt ended.
public enum AttemptOutcome: Hashable, Sendable {
    /// The MP3 is published. Only after `beginPublishing`.
    case done(JobResult, warnings: [MediaWarning])
    /// For good: another attempt would end the same way.
    case failed(MediaFailure)
    /// The worker crashed or its surroundings failed: tried again until the attempts are used up.
    case crashed(MediaFailure)
    /// Given back untouched, e.g. at shutdown: the attempt does not count.
    case released
}

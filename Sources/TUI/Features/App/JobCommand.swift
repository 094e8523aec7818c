import SpoolAPI

/// What can be asked for a job, or for several in the order given.
public enum JobCommand: Hashable, Sendable {
    case cancel, retry, pause, resume, remove
    case move(JobPatch.Move)
    /// An absolute priority, −100 … 100.
    case priority(Int)

    /// For messages: `could not … 2 jobs`.
    var verb: String {
        switch self {
        case .cancel: "cancel"
        case .retry: "retry"
        case .pause: "pause"
        case .resume: "resume"
        case .remove: "remove"
        case .move: "move"
        case .priority: "change the priority of"
        }
    }
}

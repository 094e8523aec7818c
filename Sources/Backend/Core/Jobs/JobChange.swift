import SpoolAPI

public enum JobChange: Hashable, Sendable {
    case job(JobRecord)
    case removed(JobRemoved, owner: UserID)
    case queuePaused(Bool, revision: Int64)

    public var revision: Int64 {
        switch self {
        case .job(let record): record.job.revision
        case .removed(let removed, _): removed.revision
        case .queuePaused(_, let revision): revision
        }
    }
}

import MediaTypes
import SpoolAPI

@testable import ClientCore

extension Job {
    static func sample(
        _ id: String, revision: Int64 = 1, createdAt: Timestamp = 1, state: JobState = .queued, path: RawName? = nil
    ) -> Job {
        Job(
            id: JobID(id), batch: "b", name: "talk.mkv", path: path, size: 10, state: state, createdAt: createdAt,
            revision: revision)
    }
}

extension BatchID: ExpressibleByStringLiteral {
    public init(stringLiteral value: String) { self.init(value) }
}

extension JobID: ExpressibleByStringLiteral {
    public init(stringLiteral value: String) { self.init(value) }
}

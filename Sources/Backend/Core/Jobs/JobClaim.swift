import MediaTypes
import SpoolAPI

/// A job that a worker holds for the length of its lease.
public struct JobClaim: Hashable, Sendable {
    public var record: JobRecord
    public var token: ClaimToken

    public init(record: JobRecord, token: ClaimToken) {
        self.record = record
        self.token = token
    }
}

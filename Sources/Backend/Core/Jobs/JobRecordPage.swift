import SpoolAPI

public struct JobRecordPage: Hashable, Sendable {
    public var records: [JobRecord]
    /// nil on the last page.
    public var next: String?
    /// The ledger's revision at which the page was read.
    public var revision: Int64

    public init(records: [JobRecord], next: String?, revision: Int64) {
        self.records = records
        self.next = next
        self.revision = revision
    }
}

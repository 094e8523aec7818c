import BackendCore
import SpoolAPI

/// The worker's log of each job: the last 64 KiB of each of its last 16 attempts.
struct JobLog {
    static let maxEntrySize = 64 * 1024
    static let maxEntries = 16

    let transaction: MySQLTransaction

    func append(_ text: String, to job: JobID) throws {
        guard !text.isEmpty else { return }
        try transaction.execute(
            "INSERT INTO jobLogs (`job`, `text`) VALUES (?, ?)",
            [.text(job.rawValue), .bytes(Array(text.utf8.suffix(Self.maxEntrySize)))])
        let edge = try transaction.value(
            "SELECT `seq` FROM jobLogs WHERE `job` = ? ORDER BY `seq` DESC LIMIT 1 OFFSET \(Self.maxEntries)",
            [.text(job.rawValue)])
        guard edge != .null else { return }
        try transaction.execute("DELETE FROM jobLogs WHERE `job` = ? AND `seq` <= ?", [.text(job.rawValue), edge])
    }

    func text(of job: JobID) throws -> String {
        try transaction.rows("SELECT `text` FROM jobLogs WHERE `job` = ? ORDER BY `seq`", [.text(job.rawValue)])
            .compactMap { $0[0].text }.map { $0.hasSuffix("\n") ? $0 : $0 + "\n" }.joined()
    }

    func delete(_ job: JobID) throws {
        try transaction.execute("DELETE FROM jobLogs WHERE `job` = ?", [.text(job.rawValue)])
    }
}

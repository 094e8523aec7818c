import Foundation
import GRDB
import SpoolAPI

/// The worker's log of each job: the last 64 KiB of each of its last 16 attempts.
struct JobLog {
    static let maxEntrySize = 64 * 1024
    static let maxEntries = 16

    let db: Database

    func append(_ text: String, to job: JobID) throws {
        guard !text.isEmpty else { return }
        let kept = Data(text.utf8.suffix(Self.maxEntrySize))
        try db.execute(sql: "INSERT INTO jobLogs (job, text) VALUES (?, ?)", arguments: [job.rawValue, kept])
        try db.execute(
            sql: """
                DELETE FROM jobLogs WHERE job = :job AND seq <=
                    (SELECT seq FROM jobLogs WHERE job = :job ORDER BY seq DESC LIMIT 1 OFFSET \(Self.maxEntries))
                """, arguments: ["job": job.rawValue])
    }

    func text(of job: JobID) throws -> String {
        try Data.fetchAll(db, sql: "SELECT text FROM jobLogs WHERE job = ? ORDER BY seq", arguments: [job.rawValue])
            .map { String(decoding: $0, as: UTF8.self) }.map { $0.hasSuffix("\n") ? $0 : $0 + "\n" }.joined()
    }

    func delete(_ job: JobID) throws {
        try db.execute(sql: "DELETE FROM jobLogs WHERE job = ?", arguments: [job.rawValue])
    }
}

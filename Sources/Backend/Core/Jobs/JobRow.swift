import SpoolAPI

/// One row of the table `jobs`: a job with what only its ledger knows.
package struct JobRow: Equatable, Sendable {
    /// Order of creation; nil before the insertion.
    package var seq: Int64?
    package var record: JobRecord
    package var fence: Int64
    /// Present exactly while `record.job.worker` is.
    package var lease: BootInstant?
    /// True while `notBefore` lies ahead.
    package var waiting: Bool
}

extension JobRow {
    package init(_ new: NewJob, in batch: NewBatch, rank: Int64, revision: Int64, now: Timestamp) {
        let job = Job(
            id: new.id, batch: batch.id, name: new.name, path: new.path, size: new.size, destination: new.destination,
            options: new.options, state: new.receiving ? .receiving : .queued, priority: new.priority,
            rank: Double(rank), maxAttempts: new.maxAttempts, createdAt: now, notBefore: new.notBefore,
            revision: revision)
        self.init(
            seq: nil,
            record: JobRecord(job: job, owner: batch.owner, source: new.source, batchSize: batch.size), fence: 0,
            lease: nil, waiting: new.notBefore.map { $0 > now } ?? false)
    }
}

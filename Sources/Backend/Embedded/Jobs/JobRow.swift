import BackendCore
import Foundation
import GRDB
import MediaTypes
import SpoolAPI

/// One row of the table `jobs`.
struct JobRow: Equatable {
    /// Order of creation; nil before the insertion.
    var seq: Int64?
    var record: JobRecord
    var fence: Int64
    /// Present exactly while `record.job.worker` is.
    var lease: BootInstant?
    /// True while `notBefore` lies ahead.
    var waiting: Bool
}

extension JobRow {
    init(_ row: Row) throws {
        func text(_ column: JobColumn) -> String? { row[column.rawValue] }
        func integer(_ column: JobColumn) -> Int64? { row[column.rawValue] }
        func name(_ column: JobColumn) -> RawName? { (row[column.rawValue] as Data?).map { RawName(bytes: $0) } }
        guard let state = JobState(rawValue: row[JobColumn.state.rawValue]) else {
            throw BackendError(.corrupt, "The job list holds a state that this version does not know.")
        }
        var job = Job(
            id: JobID(row[JobColumn.id.rawValue]), batch: BatchID(row[JobColumn.batch.rawValue]),
            name: name(.name) ?? "", path: name(.path), size: row[JobColumn.size.rawValue],
            destination: name(.destination),
            options: try JSONText.decode(ConversionOptions.self, row[JobColumn.options.rawValue]), state: state,
            paused: row[JobColumn.paused.rawValue], priority: row[JobColumn.priority.rawValue],
            rank: row[JobColumn.rank.rawValue], attempt: row[JobColumn.attempt.rawValue],
            maxAttempts: row[JobColumn.maxAttempts.rawValue], worker: text(.worker))
        job.progress = try JSONText.decode(JobProgress.self, optional: text(.progress))
        job.result = try JSONText.decode(JobResult.self, optional: text(.result))
        job.failure = try JSONText.decode(MediaFailure.self, optional: text(.failure))
        job.warnings = try JSONText.decode([MediaWarning].self, optional: text(.warnings)) ?? []
        job.createdAt = row[JobColumn.createdAt.rawValue]
        job.notBefore = integer(.notBefore)
        job.startedAt = integer(.startedAt)
        job.finishedAt = integer(.finishedAt)
        job.revision = row[JobColumn.revision.rawValue]
        record = JobRecord(
            job: job, owner: UserID(row[JobColumn.owner.rawValue]),
            source: try text(.source).map(BlobID.init(parsing:)),
            publication: try JSONText.decode(JobResult.self, optional: text(.publication)),
            batchSize: row[JobColumn.batchSize.rawValue])
        seq = row[JobColumn.seq.rawValue]
        fence = row[JobColumn.fence.rawValue]
        waiting = row[JobColumn.waiting.rawValue]
        if let boot = text(.leaseBoot), let end = integer(.leaseEnd) {
            lease = BootInstant(boot: boot, milliseconds: end)
        }
    }

    func value(of column: JobColumn) throws -> (any DatabaseValueConvertible)? {
        let job = record.job
        return switch column {
        case .seq: seq
        case .id: job.id.rawValue
        case .batch: job.batch.rawValue
        case .owner: record.owner.rawValue
        case .name: Data(job.name.bytes)
        case .path: job.path.map { Data($0.bytes) }
        case .source: record.source?.description
        case .size: job.size
        case .destination: job.destination.map { Data($0.bytes) }
        case .options: try JSONText.encode(job.options)
        case .state: job.state.rawValue
        case .paused: job.paused
        case .waiting: waiting
        case .priority: job.priority
        case .rank: job.rank
        case .attempt: job.attempt
        case .maxAttempts: job.maxAttempts
        case .fence: fence
        case .worker: job.worker
        case .leaseBoot: lease?.boot
        case .leaseEnd: lease?.milliseconds
        case .progress: try JSONText.encode(optional: job.progress)
        case .publication: try JSONText.encode(optional: record.publication)
        case .result: try JSONText.encode(optional: job.result)
        case .failure: try JSONText.encode(optional: job.failure)
        case .warnings: job.warnings.isEmpty ? nil : try JSONText.encode(job.warnings)
        case .createdAt: job.createdAt
        case .notBefore: job.notBefore
        case .startedAt: job.startedAt
        case .finishedAt: job.finishedAt
        case .revision: job.revision
        case .batchSize: record.batchSize
        }
    }
}

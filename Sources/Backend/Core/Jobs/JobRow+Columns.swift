import MediaTypes
import SpoolAPI

/// How a job is stored: names and paths as bytes, structures as JSON.
extension JobRow {
    /// Throws `corrupt` for a row that this version cannot read.
    package init(reading column: (JobColumn) -> ColumnValue) throws {
        record = JobRecord(
            job: try Self.job(column), owner: UserID(try Self.text(column, .owner)),
            source: try column(.source).text.map(BlobID.init(parsing:)),
            publication: try JSONText.decode(JobResult.self, optional: column(.publication).text),
            batchSize: column(.batchSize).integer.map { Int($0) })
        seq = column(.seq).integer
        fence = try Self.integer(column, .fence)
        waiting = try Self.integer(column, .waiting) != 0
        if let boot = column(.leaseBoot).text, let end = column(.leaseEnd).integer {
            lease = BootInstant(boot: boot, milliseconds: end)
        }
    }

    private static func job(_ column: (JobColumn) -> ColumnValue) throws -> Job {
        func name(_ wanted: JobColumn) -> RawName? { column(wanted).bytes.map { RawName(bytes: $0) } }
        guard let state = JobState(rawValue: try text(column, .state)) else {
            throw BackendError(.corrupt, "The job list holds a state that this version does not know.")
        }
        var job = Job(
            id: JobID(try text(column, .id)), batch: BatchID(try text(column, .batch)), name: name(.name) ?? "",
            path: name(.path), size: try integer(column, .size), destination: name(.destination),
            options: try JSONText.decode(ConversionOptions.self, try text(column, .options)), state: state,
            paused: try integer(column, .paused) != 0, priority: Int(try integer(column, .priority)),
            rank: column(.rank).real ?? 0, attempt: Int(try integer(column, .attempt)),
            maxAttempts: Int(try integer(column, .maxAttempts)), worker: column(.worker).text)
        job.progress = try JSONText.decode(JobProgress.self, optional: column(.progress).text)
        job.result = try JSONText.decode(JobResult.self, optional: column(.result).text)
        job.failure = try JSONText.decode(MediaFailure.self, optional: column(.failure).text)
        job.warnings = try JSONText.decode([MediaWarning].self, optional: column(.warnings).text) ?? []
        job.createdAt = try integer(column, .createdAt)
        job.notBefore = column(.notBefore).integer
        job.startedAt = column(.startedAt).integer
        job.finishedAt = column(.finishedAt).integer
        job.revision = try integer(column, .revision)
        return job
    }

    package func value(of column: JobColumn) throws -> ColumnValue {
        let job = record.job
        return switch column {
        case .seq: ColumnValue(seq)
        case .id: .text(job.id.rawValue)
        case .batch: .text(job.batch.rawValue)
        case .owner: .text(record.owner.rawValue)
        case .name: .bytes(job.name.bytes)
        case .path: ColumnValue(job.path?.bytes)
        case .source: ColumnValue(record.source?.description)
        case .size: .integer(job.size)
        case .destination: ColumnValue(job.destination?.bytes)
        case .options: .text(try JSONText.encode(job.options))
        case .state: .text(job.state.rawValue)
        case .paused: ColumnValue(job.paused)
        case .waiting: ColumnValue(waiting)
        case .priority: .integer(Int64(job.priority))
        case .rank: .real(job.rank)
        case .attempt: .integer(Int64(job.attempt))
        case .maxAttempts: .integer(Int64(job.maxAttempts))
        case .fence: .integer(fence)
        case .worker: ColumnValue(job.worker)
        case .leaseBoot: ColumnValue(lease?.boot)
        case .leaseEnd: ColumnValue(lease?.milliseconds)
        case .progress: ColumnValue(try JSONText.encode(optional: job.progress))
        case .publication: ColumnValue(try JSONText.encode(optional: record.publication))
        case .result: ColumnValue(try JSONText.encode(optional: job.result))
        case .failure: ColumnValue(try JSONText.encode(optional: job.failure))
        case .warnings: job.warnings.isEmpty ? .null : .text(try JSONText.encode(job.warnings))
        case .createdAt: .integer(job.createdAt)
        case .notBefore: ColumnValue(job.notBefore)
        case .startedAt: ColumnValue(job.startedAt)
        case .finishedAt: ColumnValue(job.finishedAt)
        case .revision: .integer(job.revision)
        case .batchSize: ColumnValue(record.batchSize.map { Int64($0) })
        }
    }

    private static func text(_ column: (JobColumn) -> ColumnValue, _ wanted: JobColumn) throws -> String {
        guard let text = column(wanted).text else { throw unreadable }
        return text
    }

    private static func integer(_ column: (JobColumn) -> ColumnValue, _ wanted: JobColumn) throws -> Int64 {
        guard let integer = column(wanted).integer else { throw unreadable }
        return integer
    }

    private static let unreadable = BackendError(.corrupt, "The job list holds a job that cannot be read.")
}

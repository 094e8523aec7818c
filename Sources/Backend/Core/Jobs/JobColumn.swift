/// The columns that every table `jobs` has, in the order in which the ledgers select them.
package enum JobColumn: Int, CaseIterable, Sendable {
    case seq, id, batch, owner, name, path, source, size, destination, options
    case state, paused, waiting, priority, rank, attempt, maxAttempts, fence
    case worker, leaseBoot, leaseEnd
    case progress, publication, result, failure, warnings
    case createdAt, notBefore, startedAt, finishedAt, revision
    case batchSize

    /// What may change after the insertion.
    package static let mutable: [JobColumn] = [
        .source, .size, .options, .state, .paused, .waiting, .priority, .rank, .attempt, .fence, .worker, .leaseBoot,
        .leaseEnd, .progress, .publication, .result, .failure, .warnings, .startedAt, .finishedAt, .revision,
    ]
}

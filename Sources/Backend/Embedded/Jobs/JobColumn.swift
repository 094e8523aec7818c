/// The columns of the table `jobs`, in the order in which every query here selects them.
enum JobColumn: Int, CaseIterable {
    case seq, id, batch, owner, name, path, source, size, destination, options
    case state, paused, waiting, priority, rank, attempt, maxAttempts, fence
    case worker, leaseBoot, leaseEnd
    case progress, publication, result, failure, warnings
    case createdAt, notBefore, startedAt, finishedAt, revision
    case batchSize

    static let selection = allCases.map { "jobs.\($0)" }.joined(separator: ", ")

    /// What may change after the insertion.
    static let mutable: [JobColumn] = [
        .source, .size, .options, .state, .paused, .waiting, .priority, .rank, .attempt, .fence, .worker, .leaseBoot,
        .leaseEnd, .progress, .publication, .result, .failure, .warnings, .startedAt, .finishedAt, .revision,
    ]
}

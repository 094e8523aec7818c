import ClientCore
import MediaTypes
import SpoolAPI

/// Queues files: what `add` and `convert` share.
struct Submission {
    let context: VerbContext
    let client: SpoolClient

    /// Items a request; keeps requests well below what a server takes.
    private static let chunk = 2000

    struct Outcome {
        var batch: BatchID
        var jobs: [JobID] = []
        var rejected = 0
        /// Where each result is to be brought; empty when the server delivers it itself.
        var deliveries: [JobID: RawName] = [:]
    }

    /// Says which files are rejected and which jobs are made, and queues them as one batch: by path where the server
    /// sees the files, else by sending them.
    func submit(
        _ items: [FileArguments.Item], options: ConversionOptions, destination: RawName?, priority: Int,
        notBefore: Timestamp?,
        onQueued: (JobID, RawName) -> Void
    ) async throws -> Outcome {
        var outcome = Outcome(batch: .random())
        var paths: [RawName] = []
        for item in items {
            switch item {
            case .file(let path): paths.append(path)
            case .rejected(let path, let failure):
                outcome.rejected += 1
                context.output.record(RejectedRecord(path: path, failure: failure))
                context.output.note(JobText.failure(path, failure).text)
            }
        }
        guard client.transport.endpoint.isLocal else {
            let submission = JobSubmission(
                items: paths.map { .init(path: $0) }, options: options, priority: priority, notBefore: notBefore)
            return try await send(submission, to: destination, outcome, onQueued)
        }
        for start in stride(from: 0, to: paths.count, by: Self.chunk) {
            let part = paths[start..<min(start + Self.chunk, paths.count)]
            let receipt = try await client.submit(
                JobSubmission(
                    items: part.map { .init(path: $0) }, options: options, destination: destination, priority: priority,
                    notBefore: notBefore, batch: outcome.batch))
            outcome.batch = receipt.batch
            outcome.jobs += receipt.jobs
            for (id, path) in zip(receipt.jobs, part) {
                context.output.record(QueuedRecord(id: id, batch: receipt.batch, path: path))
                onQueued(id, path)
            }
        }
        return outcome
    }

    private func send(
        _ submission: JobSubmission, to destination: RawName?, _ before: Outcome, _ onQueued: (JobID, RawName) -> Void
    ) async throws -> Outcome {
        var outcome = before
        if submission.items.isEmpty { return outcome }
        // Says at once that nobody is logged in, before anything is sent.
        _ = try await client.profile()
        let limit = try await client.info().maxUploadSize
        let uploads = Upload.batch(submission, outcome.batch)
        let (receipts, failures) = await RemoteSubmission(uploads, context.output).run(client, limit: limit)
        try Task.checkCancellation()
        if receipts.isEmpty, let failure = failures.first, failure.code != .file { throw failure }
        for (index, receipt) in receipts.sorted(by: { $0.key < $1.key }) {
            let path = uploads[index].path
            outcome.batch = receipt.batch
            for id in receipt.jobs {
                outcome.jobs.append(id)
                outcome.deliveries[id] = destination ?? path.directory
                onQueued(id, path)
            }
        }
        outcome.rejected += failures.count
        return outcome
    }
}

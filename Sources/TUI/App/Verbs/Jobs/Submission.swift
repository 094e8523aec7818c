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
    }

    /// Says which files are rejected and which jobs are made, and queues them as one batch. No file is opened.
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
}

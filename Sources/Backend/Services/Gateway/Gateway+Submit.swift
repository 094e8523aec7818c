import BackendCore
import Crypto
import HTTPTypes
import Hummingbird
import MediaTypes
import SpoolAPI

extension Gateway {
    /// A source that cannot be read does not hold up the others of its batch: its job is queued like them and
    /// fails with the reason. Only a batch in which nothing can be read is refused.
    func submit(_ request: Request, _ context: GatewayContext) async throws -> Response {
        guard context.sharesFiles else {
            throw Problem(.forbidden, "Files can be queued by path over the Unix socket only.")
        }
        let (submission, body) = try await request.json(JobSubmission.self, limit: configuration.maxSubmissionSize)
        try SubmissionCheck.check(submission, maxJobs: configuration.maxJobsPerRequest)
        let key = try Self.idempotencyKey(request, body)
        let sizes = try await Self.sizes(submission.items.map(\.path))
        guard key != nil || sizes.contains(where: { $0 != nil }) else { throw Self.nothingReadable(submission) }
        let batch = submission.batch ?? .random()
        let jobs = zip(submission.items, sizes).map { item, size in
            NewJob(
                name: item.path.lastComponent, path: item.path, size: size ?? 0, destination: submission.destination,
                options: item.options ?? submission.options, priority: submission.priority,
                notBefore: submission.notBefore)
        }
        let receipt = try await ledger.insert(NewBatch(id: batch, jobs: jobs, idempotency: key))
        await wakeConverters(WakeUp(batch: receipt.batch, request: "\(context.requestID)"))
        var response = try Response.json(receipt, status: .created)
        response.headers[.location] = "\(Route.list.template)?batch=\(receipt.batch)"
        return response
    }

    /// The jobs are in the ledger already: a message that is lost costs time only.
    func wakeConverters(_ wakeUp: WakeUp) async {
        do {
            try await wakeUps.send([wakeUp.body])
        } catch {
            logger.notice("the wake-up queue does not answer: \(error)", metadata: wakeUp.metadata)
        }
    }

    private static func idempotencyKey(_ request: Request, _ body: ByteBuffer) throws -> IdempotencyKey? {
        guard let key = try request.idempotencyKey() else { return nil }
        let digest = SHA256.hash(data: body.readableBytesView)
        return IdempotencyKey(key, fingerprint: digest.map { String($0, radix: 16) }.joined(separator: "."))
    }

    /// The size of each regular file that can be opened; nil for all else.
    private static func sizes(_ paths: [RawName]) async throws -> [Int64?] {
        var sizes: [Int64?] = []
        for start in stride(from: 0, to: paths.count, by: 64) {
            let some = paths[start..<min(start + 64, paths.count)]
            sizes += try await FileThreads.run { some.map { SourceSnapshot.size($0) } }
        }
        return sizes
    }

    private static func nothingReadable(_ submission: JobSubmission) -> Problem {
        let name = submission.items.first?.path.lastComponent.text ?? ""
        let detail =
            submission.items.count == 1
            ? "\(name) is not there, is not a regular file or cannot be read."
            : "None of the \(submission.items.count) files is there and can be read; the first is \(name)."
        return Problem(.unprocessable, detail)
    }
}

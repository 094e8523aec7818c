import BackendCore
import Crypto
import Hummingbird
import MediaTypes
import NIOCore
import SpoolAPI

/// One video on its way in. Whatever goes wrong leaves neither a job nor a blob.
struct Upload: Sendable {
    let owner: UserID
    let job: JobID
    let room: UploadRoom
    let key: String?
    let ledger: any JobLedger
    let catalog: any JobCatalog

    private struct Received {
        var options: UploadOptions
        var name: RawName
        var size: Int64
        /// Of the file; nil without an idempotency key, which alone needs it.
        var sha256: String?
    }

    func run(_ body: RequestBody, form: UploadForm, store: any BlobStore) async throws -> JobReceipt {
        let blob = try BlobID(.videos, job.rawValue)
        try await store.create(blob, owner: owner)
        let batch: NewBatch
        do {
            let received = try await receive(body, form, into: BlobWriter(store, blob, isHashed: key != nil))
            try room.check(received.size, now: try await catalog.usage(of: owner))
            try await store.finish(blob, sha256: nil)
            batch = newBatch(received, blob)
        } catch {
            await Self.delete(blob, from: store)
            throw error
        }
        let receipt = try await insert(batch, blob, store)
        // A repeated request: the job of the first one has the video already.
        if receipt.jobs != [job] { await Self.delete(blob, from: store) }
        return receipt
    }

    private func receive(_ body: RequestBody, _ form: UploadForm, into writer: BlobWriter) async throws -> Received {
        var (form, writer) = (form, writer)
        for try await chunk in body {
            for bytes in try form.take(chunk) {
                try room.check(writer.size + Int64(bytes.readableBytes))
                try await writer.append(bytes)
            }
        }
        guard form.isComplete, let name = form.name else { throw MultipartParser.refusal("it ends too early") }
        guard writer.size > 0 else { throw Problem(.unprocessable, "The file is empty.") }
        let sha256 = try await writer.end()
        return Received(options: form.options, name: name, size: writer.size, sha256: sha256)
    }

    private func newBatch(_ received: Received, _ blob: BlobID) -> NewBatch {
        let options = received.options
        let new = NewJob(
            id: job, name: received.name, source: blob, size: received.size, options: options.options,
            priority: options.priority, notBefore: options.notBefore)
        return NewBatch(
            id: options.batch ?? .random(), owner: owner, jobs: [new],
            size: options.batchSize ?? (options.batch == nil ? 1 : nil),
            idempotency: key.map { IdempotencyKey($0, fingerprint: Self.fingerprint(received)) })
    }

    /// The same video with the same name and options is the same request.
    private static func fingerprint(_ received: Received) -> String {
        let options = (try? JSON.encode(received.options)) ?? []
        var hash = SHA256()
        for part in [Array((received.sha256 ?? "").utf8), received.name.bytes, options] {
            hash.update(data: Array("\(part.count):".utf8) + part)
        }
        return hash.finalize().map { String($0, radix: 16) }.joined(separator: ".")
    }

    /// An insertion whose answer was lost may have happened: then the job has its video. Where nobody can tell, the
    /// video stays until the sweeper knows.
    private func insert(_ batch: NewBatch, _ blob: BlobID, _ store: any BlobStore) async throws -> JobReceipt {
        do {
            return try await ledger.insert(batch)
        } catch {
            do {
                _ = try await catalog.job(job, owner: owner)
                return JobReceipt(batch: batch.id, jobs: [job])
            } catch let missing as BackendError where missing.code == .notFound {
                await Self.delete(blob, from: store)
            } catch {}
            throw error
        }
    }

    /// Also when the request's own task has been cancelled.
    private static func delete(_ blob: BlobID, from store: any BlobStore) async {
        await Task { try? await store.delete(blob) }.value
    }
}

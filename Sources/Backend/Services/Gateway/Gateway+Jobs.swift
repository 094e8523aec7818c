import BackendCore
import HTTPTypes
import Hummingbird
import MediaTypes
import SpoolAPI

extension Gateway {
    func list(_ request: Request, _ context: GatewayContext) async throws -> Response {
        var query = try JobQuery(request.uri.queryParameters)
        query.owner = context.principal.owner
        let page = try await catalog.list(query)
        return try .json(
            JobPage(
                jobs: page.records.map { $0.job.visible(paths: context.sharesFiles) }, next: page.next,
                revision: page.revision))
    }

    func change(_ id: JobID, _ request: Request, _ context: GatewayContext) async throws -> Response {
        let patch = try await request.json(JobPatch.self, limit: 256 * 1024).value
        if let priority = patch.priority { try SubmissionCheck.check(priority: priority) }
        if let options = patch.options { try SubmissionCheck.check(options) }
        return try await perform(.patch(patch), id, context)
    }

    func perform(_ command: JobCommand, _ id: JobID, _ context: GatewayContext) async throws -> Response {
        let record = try await catalog.perform(command, on: id, owner: context.principal.owner)
        return try .json(record.job.visible(paths: context.sharesFiles))
    }

    func retry(_ id: JobID, _ context: GatewayContext) async throws -> Response {
        let record = try await catalog.perform(.retry, on: id, owner: context.principal.owner)
        await wakeConverters(WakeUp(batch: record.job.batch, job: id, request: "\(context.requestID)"))
        return try .json(record.job.visible(paths: context.sharesFiles))
    }

    /// What was uploaded and what was made of it go with the job. A blob that cannot be deleted now has no owner any
    /// more: the sweeper finds it.
    func remove(_ id: JobID, _ context: GatewayContext) async throws -> Response {
        let record = try await catalog.remove(id, owner: context.principal.owner)
        if let served { await served.blobs.discard(record) }
        return Response(status: .noContent)
    }

    /// `GET /download?fid=`: the reference system's name for a job's MP3.
    func download(_ request: Request, _ context: GatewayContext) async throws -> Response {
        guard let given = request.uri.queryParameters["fid"] else {
            throw Problem(.badRequest, "Say which MP3: fid is a job's id.")
        }
        guard given.isIdentifier else { throw Problem(.notFound, "There is no such job.") }
        return try await mp3(JobID(String(given)), request, context)
    }

    func mp3(_ id: JobID, _ request: Request, _ context: GatewayContext) async throws -> Response {
        let record = try await catalog.job(id, owner: context.principal.owner)
        guard record.job.state == .done, let result = record.job.result else {
            throw Problem(.conflict, "The job has no MP3: it is \(record.job.state.rawValue).")
        }
        guard result.available, let content = try await content(of: record, result) else {
            throw Problem(.gone, "The MP3 is no longer kept; convert the video again.")
        }
        return FileRepresentation(
            content: content, size: result.size, tag: EntityTag(sha256: result.sha256), name: result.name,
            type: "audio/mpeg"
        ).response(to: request)
    }

    /// nil when the MP3 is not where it should be, or is not it.
    private func content(of record: JobRecord, _ result: JobResult) async throws -> (any FileContent)? {
        if let path = result.path { return await OpenFile.existing(path, size: result.size) }
        guard let served, let blob = record.mp3 else { return nil }
        if let local = served.blobs as? any LocalBlobStore {
            guard let file = try? await local.file(of: blob) else { return nil }
            return await OpenFile.existing(file, size: result.size)
        }
        guard let info = try await served.blobs.info(blob), info.isFinished, info.size == result.size else {
            return nil
        }
        return BlobContent(store: served.blobs, blob: blob)
    }
}

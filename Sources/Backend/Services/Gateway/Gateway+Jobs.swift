import BackendCore
import Glibc
import HTTPTypes
import Hummingbird
import MediaTypes
import SpoolAPI

extension Gateway {
    func list(_ request: Request, _ context: GatewayContext) async throws -> Response {
        let page = try await catalog.list(try JobQuery(request.uri.queryParameters))
        return try .json(
            JobPage(
                jobs: page.records.map { $0.job.visible(over: context.transport) }, next: page.next,
                revision: page.revision))
    }

    func change(_ id: JobID, _ request: Request, _ context: GatewayContext) async throws -> Response {
        let patch = try await request.json(JobPatch.self, limit: 256 * 1024).value
        if let priority = patch.priority { try SubmissionCheck.check(priority: priority) }
        if let options = patch.options { try SubmissionCheck.check(options) }
        return try await perform(.patch(patch), id, context)
    }

    func perform(_ command: JobCommand, _ id: JobID, _ context: GatewayContext) async throws -> Response {
        try .json(try await catalog.perform(command, on: id, owner: nil).job.visible(over: context.transport))
    }

    func remove(_ id: JobID) async throws -> Response {
        _ = try await catalog.remove(id, owner: nil)
        return Response(status: .noContent)
    }

    func mp3(_ id: JobID, _ request: Request) async throws -> Response {
        let record = try await catalog.job(id, owner: nil)
        guard record.job.state == .done, let result = record.job.result else {
            throw Problem(.conflict, "The job has no MP3: it is \(record.job.state.rawValue).")
        }
        let gone = Problem(.gone, "The MP3 is no longer where it was delivered; retry the job to make it anew.")
        guard result.available, let path = result.path else { throw gone }
        let file = try await FileThreads.run { () -> OpenFile? in
            guard let file = try? OpenFile.open(path, flags: O_RDONLY | O_NOCTTY | O_NONBLOCK) else { return nil }
            let status = try file.status()
            return status.st_mode & S_IFMT == S_IFREG && status.st_size == result.size ? file : nil
        }
        guard let file else { throw gone }
        return FileRepresentation(
            file: file, size: result.size, tag: EntityTag(sha256: result.sha256), name: result.name, type: "audio/mpeg"
        ).response(to: request)
    }
}

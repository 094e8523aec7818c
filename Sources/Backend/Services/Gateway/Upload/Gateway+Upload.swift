import BackendCore
import HTTPTypes
import Hummingbird
import MediaTypes
import SpoolAPI

extension Gateway {
    /// A video goes from the connection to the blob store in pieces; its job exists once all of it is durable.
    func upload(_ request: Request, _ context: GatewayContext, _ served: ServedMode) async throws -> Response {
        guard let owner = context.principal.owner else { throw Problem(.unauthorized, "Log in first.") }
        let boundary = try Self.boundary(of: request)
        let key = try request.idempotencyKey()
        let room = try UploadRoom(limits: served.limits, usage: try await catalog.usage(of: owner))
        try room.check(request: request.headers[.contentLength].flatMap { Int64($0) })
        let upload = Upload(owner: owner, job: .random(), room: room, key: key, ledger: ledger, catalog: catalog)
        let receipt = try await upload.run(request.body, form: UploadForm(boundary: boundary), store: served.blobs)
        context.logger.info("uploaded", metadata: ["job": "\(upload.job)", "batch": "\(receipt.batch)"])
        await wakeConverters(WakeUp(batch: receipt.batch, job: upload.job, request: "\(context.requestID)"))
        var response = try Response.json(receipt, status: .created)
        if let job = receipt.jobs.first { response.headers[.location] = Route.job.path(id: job) }
        return response
    }

    private static func boundary(of request: Request) throws -> String {
        let type = HeaderParameters(Array((request.headers[.contentType] ?? "").utf8))
        guard type.type == "multipart/form-data" else {
            throw Problem(.badRequest, "Send the video as multipart/form-data, in a part named file.")
        }
        let boundary = String(decoding: type.value(of: "boundary") ?? [], as: UTF8.self)
        guard (1...70).contains(boundary.utf8.count), boundary.utf8.allSatisfy({ (0x20...0x7E).contains($0) }),
            boundary.last != " "
        else { throw MultipartParser.refusal("the boundary in Content-Type is missing or not allowed") }
        return boundary
    }
}

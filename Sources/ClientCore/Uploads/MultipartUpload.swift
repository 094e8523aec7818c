import SpoolAPI

/// `POST /upload`: the whole file in one request.
public struct MultipartUpload: UploadMethod {
    private let client: SpoolClient
    /// Bytes that the server takes.
    private let limit: Int64?
    /// Seconds without a byte after which a connection counts as lost; storing the end of a large file takes its time.
    private static let stall = 120

    /// - Parameter limit: the server's `maxUploadSize`: more is not sent at all.
    public init(_ client: SpoolClient, limit: Int64? = nil) {
        self.client = client
        self.limit = limit
    }

    public func send(
        _ upload: Upload, report: @escaping @Sendable (Int64) -> Void
    ) async throws(ClientError) -> JobReceipt {
        let source = try await BlockingThread.attempt { () throws(ClientError) in
            try UploadSource(upload.path, report: report)
        }
        if let limit, source.size > limit {
            throw ClientError(.file, "it is too large for this server, which takes \(limit) bytes a file")
        }
        let form = MultipartForm(
            fields: [
                .init(
                    name: "options", contentType: "application/json", bytes: try SpoolClient.encode(upload.options))
            ], fileField: "file", source: source)
        let request = HTTPRequest(
            .post, Route.upload.path(), headers: ["Idempotency-Key": upload.key], form: form, timeout: nil,
            stall: Self.stall)
        do throws(ClientError) {
            let (head, body) = try await client.transport.stream(request)
            guard (200...299).contains(head.status) else { throw await SpoolClient.refusal(head, body) }
            var bytes: [UInt8] = []
            while bytes.count < 64 * 1024, let more = try await body.next() { bytes += more }
            return try SpoolClient.decode(bytes)
        } catch {
            throw source.failure ?? error
        }
    }
}

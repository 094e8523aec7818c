import MediaTypes
import SpoolAPI

extension SpoolClient {
    /// Fetches one MP3 from where an earlier try stopped; the path under which it lies then.
    ///
    /// `report` is told the bytes that are there, at the start and after each piece.
    func fetch(_ download: Download, report: @Sendable (Int64) async -> Void) async throws(ClientError) -> RawName {
        let opened = await BlockingThread.run { () -> Result<PartFile, ClientError> in
            Result { () throws(ClientError) in try PartFile(download) }
        }
        let part = try opened.get()
        await report(part.offset)
        if part.offset < download.size {
            let body = try await mp3(download, from: part)
            while let bytes = try await body.next() {
                try part.append(bytes)
                await report(part.offset)
            }
            guard part.offset == download.size else {
                throw ClientError(.interrupted, "connection lost: the server sent less than it announced")
            }
        }
        let published = await BlockingThread.run { () -> Result<RawName, ClientError> in
            Result { () throws(ClientError) in try part.publish() }
        }
        return try published.get()
    }

    /// Asks for what is missing; starts again from nothing when the server does not send just that.
    private func mp3(_ download: Download, from part: PartFile) async throws(ClientError) -> HTTPBody {
        var headers: [String: String] = [:]
        if part.offset > 0 {
            headers["Range"] = "bytes=\(part.offset)-"
            headers["If-Range"] = "\"\(download.sha256)\""
        }
        let request = HTTPRequest(.get, Route.mp3.path(id: download.id), headers: headers, timeout: nil, stall: 60)
        let (head, body) = try await transport.stream(request)
        switch head.status {
        case 200: try part.startAgain()
        case 206 where head["content-range"]?.hasPrefix("bytes \(part.offset)-") ?? false: break
        case 206, 416:
            try part.startAgain()
            throw ClientError(.corrupt, "the server sent another part than was asked for")
        default: throw await Self.refusal(head, body)
        }
        return body
    }
}

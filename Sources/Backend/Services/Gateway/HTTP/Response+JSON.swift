import FoundationEssentials
import HTTPTypes
import Hummingbird
import SpoolAPI

extension Response {
    /// Never cached: everything that the gateway says in JSON changes.
    static func json(_ value: some Encodable, status: HTTPResponse.Status = .ok) throws -> Response {
        .bytes(try JSON.encode(value), type: "application/json", status: status)
    }

    static func text(_ text: String, type: String = "text/plain; charset=utf-8") -> Response {
        .bytes(Array(text.utf8), type: type, status: .ok)
    }

    static func bytes(_ bytes: some Sequence<UInt8>, type: String, status: HTTPResponse.Status) -> Response {
        var headers = HTTPFields()
        headers[.contentType] = type
        headers[.cacheControl] = "no-store"
        headers[.xContentTypeOptions] = "nosniff"
        return Response(status: status, headers: headers, body: .init(byteBuffer: ByteBuffer(bytes: bytes)))
    }

    /// RFC 9457.
    static func problem(_ problem: Problem) -> Response {
        let body = (try? JSON.encode(problem)) ?? []
        var response = Response.bytes(
            body, type: "application/problem+json", status: .init(code: problem.status, reasonPhrase: problem.title))
        if problem.code == .tooLarge { response.headers[.connection] = "close" }
        // Where nothing tells how long.
        if problem.code == .unavailable || problem.code == .tooManyRequests { response.headers[.retryAfter] = "5" }
        return response
    }
}

/// The gateway's one way of writing JSON.
enum JSON {
    static func encode(_ value: some Encodable) throws -> [UInt8] {
        let encoder = JSONEncoder()
        // Sorted, so that equal answers are equal to the byte.
        encoder.outputFormatting = [.withoutEscapingSlashes, .sortedKeys]
        return Array(try encoder.encode(value))
    }
}

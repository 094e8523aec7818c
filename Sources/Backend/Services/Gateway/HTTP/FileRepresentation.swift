import HTTPTypes
import Hummingbird
import MediaTypes
import NIOCore
import SpoolAPI

/// A finished file or blob as an HTTP representation: whole or in part, conditional, with its digest.
struct FileRepresentation: Sendable {
    var content: any FileContent
    /// Bytes.
    var size: Int64
    var tag: EntityTag
    var name: RawName
    var type: String

    func response(to request: Request) -> Response {
        var headers = HTTPFields()
        headers[.acceptRanges] = "bytes"
        headers[.eTag] = tag.header
        headers[.cacheControl] = "private, no-cache"
        if let name = Self.representationDigest { headers[name] = tag.digest }
        if tag.matches(ifNoneMatch: request.headers[.ifNoneMatch]) {
            return Response(status: .notModified, headers: headers)
        }
        headers[.contentType] = type
        headers[.contentDisposition] = ContentDisposition.attachment(name)
        headers[.xContentTypeOptions] = "nosniff"
        switch range(asked: request) {
        case .whole:
            return Response(status: .ok, headers: headers, body: body(0..<size))
        case .part(let range):
            headers[.contentRange] = "bytes \(range.lowerBound)-\(range.upperBound - 1)/\(size)"
            return Response(status: .partialContent, headers: headers, body: body(range))
        case .unsatisfiable:
            var response = Response.problem(Problem(.rangeNotSatisfiable, "The file has \(size) bytes."))
            response.headers[.contentRange] = "bytes */\(size)"
            return response
        }
    }

    private func range(asked request: Request) -> ByteRange {
        guard ByteRange.holds(ifRange: request.headers[.ifRange], entityTag: tag.header) else { return .whole }
        return ByteRange(request.headers[.range], length: size)
    }

    /// Blocks are read when the client has taken the one before.
    private func body(_ range: Range<Int64>) -> ResponseBody {
        ResponseBody(contentLength: range.count) { [content] writer in
            for part in AlignedBlocks(of: range, size: content.blockSize) {
                let block = try await content.block(at: part.lowerBound, count: part.count)
                guard block.count == part.count else { throw SystemError("read past the end", errno: 5) }
                try await writer.write(ByteBuffer(bytes: block))
            }
            try await writer.finish(nil)
        }
    }

    private static let representationDigest = HTTPField.Name("Repr-Digest")
}

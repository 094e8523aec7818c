import FoundationEssentials
import HTTPTypes
import Hummingbird
import NIOCore
import SpoolAPI

extension Request {
    /// The body as JSON of `type`, bounded in size and depth, and its bytes.
    ///
    /// Throws `Problem`: `.tooLarge` above `limit` bytes, `.badRequest` for what is not JSON or not of the shape.
    func json<T: Decodable>(_ type: T.Type, limit: Int) async throws -> (value: T, bytes: ByteBuffer) {
        let body = try await collected(limit: limit)
        return (try JSON.decode(type, from: body.readableBytesView), body)
    }

    private func collected(limit: Int) async throws -> ByteBuffer {
        if let declared = headers[.contentLength].flatMap(Int.init), declared > limit { throw Self.tooLarge(limit) }
        do {
            return try await body.collect(upTo: limit)
        } catch is NIOTooManyBytesError {
            throw Self.tooLarge(limit)
        } catch is CancellationError {
            throw CancellationError()
        } catch {
            throw Problem(.badRequest, "The body could not be read to its end.")
        }
    }

    private static func tooLarge(_ limit: Int) -> Problem {
        Problem(.tooLarge, "The body is larger than \(limit / 1024) KiB: send fewer items per request.")
    }
}

extension JSON {
    /// Throws `Problem(.badRequest)` for what nests too deeply, is not JSON or not of the shape.
    static func decode<T: Decodable>(_ type: T.Type, from text: some Collection<UInt8>) throws -> T {
        guard JSONDepth.of(text) <= 32 else {
            throw Problem(.badRequest, "The JSON nests too deeply: at most 32 levels are read.")
        }
        do {
            return try JSONDecoder().decode(type, from: Data(text))
        } catch let error as DecodingError {
            throw Problem(.badRequest, "The JSON was not understood: \(error.sentence).")
        } catch {
            throw Problem(.badRequest, "The body is not JSON.")
        }
    }
}

extension DecodingError {
    /// Where and what, without the decoder's dump.
    fileprivate var sentence: String {
        switch self {
        case .keyNotFound(let key, let context): "\(Self.place(context.codingPath + [key])) is missing"
        case .typeMismatch(_, let context): "\(Self.place(context.codingPath)) has the wrong type"
        case .valueNotFound(_, let context): "\(Self.place(context.codingPath)) must not be null"
        case .dataCorrupted(let context) where context.codingPath.isEmpty: "it is not well-formed"
        case .dataCorrupted(let context): "\(Self.place(context.codingPath)) is not valid"
        @unknown default: "it is not of the expected shape"
        }
    }

    private static func place(_ path: [any CodingKey]) -> String {
        let text = path.reduce(into: "") { text, key in
            text += key.intValue.map { "[\($0)]" } ?? (text.isEmpty ? key.stringValue : "." + key.stringValue)
        }
        return text.isEmpty ? "the body" : text
    }
}

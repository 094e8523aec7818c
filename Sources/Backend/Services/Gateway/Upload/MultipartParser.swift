import CPOSIX
import Glibc
import NIOCore
import SpoolAPI

/// Takes a `multipart/form-data` body (RFC 7578, RFC 2046 §5.1) apart while it comes, in pieces of any size. Pure: give
/// it what has come, then ask for events until there are none. Holds back at most a delimiter or a part's header.
///
/// Throws `Problem(.badRequest)` for what is no such body.
struct MultipartParser {
    enum Event: Equatable {
        case part(MultipartHeader)
        /// Bytes of the part that has begun.
        case data(ByteBuffer)
        case endOfPart
        /// The last boundary; what follows it is of no meaning.
        case end
    }

    private enum State {
        case preamble
        /// Behind a boundary: `--`, or the end of the line.
        case boundary
        case header
        case data
        case epilogue
    }

    static let maxHeader = 16 * 1024
    private static let maxPreamble = 4096

    /// CRLF, `--` and the boundary.
    private let delimiter: [UInt8]
    private var state = State.preamble
    /// A boundary counts at the start of a line; the body's first byte is one.
    private var unread = ByteBuffer(string: "\r\n")
    private var skipped = 0

    init(boundary: String) { delimiter = Array("\r\n--\(boundary)".utf8) }

    var isComplete: Bool { state == .epilogue }

    mutating func append(_ bytes: ByteBuffer) {
        guard state != .epilogue else { return }
        if unread.readableBytes == 0 {
            unread = bytes
        } else {
            unread.writeImmutableBuffer(bytes)
        }
    }

    /// nil when more must come first.
    mutating func next() throws -> Event? {
        while true {
            switch state {
            case .preamble: guard try skipPreamble() else { return nil }
            case .boundary:
                guard let isLast = try readBoundaryEnd() else { return nil }
                state = isLast ? .epilogue : .header
                if isLast {
                    unread.clear()
                    return .end
                }
            case .header:
                guard let header = try readHeader() else { return nil }
                state = .data
                return .part(header)
            case .data: return readData()
            case .epilogue: return nil
            }
        }
    }

    private mutating func skipPreamble() throws -> Bool {
        let (length, isFound) = unread.lengthBefore(delimiter)
        unread.moveReaderIndex(forwardBy: length)
        skipped += length
        guard skipped <= Self.maxPreamble else { throw Self.refusal("it does not begin with its boundary") }
        if isFound { passDelimiter() }
        return isFound
    }

    private mutating func readData() -> Event? {
        let (length, isFound) = unread.lengthBefore(delimiter)
        if length > 0 { return unread.readSlice(length: length).map(Event.data) }
        guard isFound else { return nil }
        passDelimiter()
        return .endOfPart
    }

    private mutating func passDelimiter() {
        unread.moveReaderIndex(forwardBy: delimiter.count)
        state = .boundary
    }

    /// Spaces and tabs may follow a boundary. True for the last one, nil while that cannot be told.
    private mutating func readBoundaryEnd() throws -> Bool? {
        let bytes = unread.readableBytesView
        guard let first = bytes.first(where: { $0 != 0x20 && $0 != 0x09 }) else {
            guard bytes.count <= 256 else { throw Self.refusal("a boundary's line does not end") }
            return nil
        }
        let start = bytes.firstIndex(of: first) ?? bytes.startIndex
        guard bytes.distance(from: start, to: bytes.endIndex) >= 2 else { return nil }
        switch (first, bytes[bytes.index(after: start)]) {
        case (0x2D, 0x2D) where start == bytes.startIndex: return true
        case (0x0D, 0x0A):
            // The line end stays: an empty header begins with it.
            unread.moveReaderIndex(to: start)
            return false
        default: throw Self.refusal("a boundary is followed by other text")
        }
    }

    private mutating func readHeader() throws -> MultipartHeader? {
        let (length, isFound) = unread.lengthBefore([0x0D, 0x0A, 0x0D, 0x0A])
        guard length <= Self.maxHeader else { throw Self.refusal("a part's header is longer than 16 KiB") }
        guard isFound else { return nil }
        let text = unread.readSlice(length: length).map { Array($0.readableBytesView) } ?? []
        unread.moveReaderIndex(forwardBy: 4)
        return try MultipartHeader(lines: text)
    }

    static func refusal(_ reason: String) -> Problem {
        Problem(.badRequest, "The multipart body was not understood: \(reason).")
    }
}

extension ByteBuffer {
    /// How many readable bytes certainly come before `delimiter`, and whether it follows them: without it, the longest
    /// end that may be its beginning is left out.
    fileprivate func lengthBefore(_ delimiter: [UInt8]) -> (length: Int, isFound: Bool) {
        withUnsafeReadableBytes { bytes in
            guard let base = bytes.baseAddress else { return (0, false) }
            let place = spool_find(base, bytes.count, delimiter, delimiter.count)
            if place >= 0 { return (place, true) }
            for kept in stride(from: min(delimiter.count - 1, bytes.count), to: 0, by: -1)
            where memcmp(base + bytes.count - kept, delimiter, kept) == 0 {
                return (bytes.count - kept, false)
            }
            return (bytes.count, false)
        }
    }
}

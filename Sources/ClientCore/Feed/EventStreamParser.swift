/// One message of a `text/event-stream`.
public struct EventStreamMessage: Hashable, Sendable {
    /// The last `id:` seen so far, this message's included.
    public var id: String?
    public var event: String
    public var data: String
}

/// Reads `text/event-stream` (HTML Living Standard, 9.2.6) from pieces of any size.
///
/// Lines end with LF, CR or CRLF. Comments (heartbeats) yield nothing. A line or message longer than `limit` bytes
/// ends the stream.
public struct EventStreamParser: Sendable {
    public static let limit = 4 * 1024 * 1024

    private var line: [UInt8] = []
    private var endedWithCR = false
    private var isFirstLine = true
    private var event = ""
    private var data: [UInt8] = []
    private var hasData = false
    private var lastID: String?

    public init() {}

    public mutating func receive(_ bytes: some Sequence<UInt8>) throws(ClientError) -> [EventStreamMessage] {
        var messages: [EventStreamMessage] = []
        for byte in bytes {
            let isRestOfCRLF = endedWithCR && byte == UInt8(ascii: "\n")
            endedWithCR = byte == UInt8(ascii: "\r")
            if isRestOfCRLF { continue }
            if byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") {
                if let message = endLine() { messages.append(message) }
            } else {
                line.append(byte)
                guard line.count + data.count <= Self.limit else {
                    throw ClientError(.badResponse, "the server's event stream holds a message without end")
                }
            }
        }
        return messages
    }

    private mutating func endLine() -> EventStreamMessage? {
        defer { line.removeAll(keepingCapacity: true) }
        if isFirstLine {
            isFirstLine = false
            if line.starts(with: [0xEF, 0xBB, 0xBF]) { line.removeFirst(3) }
        }
        if line.isEmpty { return endMessage() }
        let colon = line.firstIndex(of: UInt8(ascii: ":"))
        if colon == 0 { return nil }
        var value = colon.map { line[($0 + 1)...] } ?? []
        if value.first == UInt8(ascii: " ") { value = value.dropFirst() }
        take(String(decoding: line[..<(colon ?? line.endIndex)], as: UTF8.self), value)
        return nil
    }

    private mutating func take(_ field: String, _ value: ArraySlice<UInt8>) {
        switch field {
        case "event": event = String(decoding: value, as: UTF8.self)
        case "data":
            if hasData { data.append(UInt8(ascii: "\n")) }
            data += value
            hasData = true
        case "id" where !value.contains(0): lastID = String(decoding: value, as: UTF8.self)
        default: break
        }
    }

    private mutating func endMessage() -> EventStreamMessage? {
        defer {
            event = ""
            data.removeAll(keepingCapacity: true)
            hasData = false
        }
        guard hasData else { return nil }
        return EventStreamMessage(
            id: lastID, event: event.isEmpty ? "message" : event, data: String(decoding: data, as: UTF8.self))
    }
}

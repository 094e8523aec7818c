import Testing

@testable import ClientCore

@Suite struct EventStreamParserTests {
    private func messages(_ pieces: [[UInt8]]) throws -> [EventStreamMessage] {
        var parser = EventStreamParser()
        return try pieces.flatMap { try parser.receive($0) }
    }

    private static let stream =
        "\u{FEFF}id: 7\r\nevent: job\r\ndata: {\"a\":1}\r\n\r\n:heartbeat\n\nevent:removed\ndata:x\ndata: y\n\ndata: é\rid\r\rid: no\0pe\ndata\n\n"
    private static let expected = [
        EventStreamMessage(id: "7", event: "job", data: "{\"a\":1}"),
        EventStreamMessage(id: "7", event: "removed", data: "x\ny"),
        EventStreamMessage(id: "", event: "message", data: "é"),
        EventStreamMessage(id: "", event: "message", data: ""),
    ]

    @Test func readsTheWhole() throws {
        #expect(try messages([Array(Self.stream.utf8)]) == Self.expected)
    }

    @Test func everySplitIntoTwoGivesTheSame() throws {
        let bytes = Array(Self.stream.utf8)
        for cut in 0...bytes.count {
            #expect(try messages([Array(bytes[..<cut]), Array(bytes[cut...])]) == Self.expected, "cut at \(cut)")
        }
    }

    @Test func byteByByteGivesTheSame() throws {
        #expect(try messages(Self.stream.utf8.map { [$0] }) == Self.expected)
    }

    @Test func anUnfinishedMessageIsNotTold() throws {
        #expect(try messages([Array("id: 9\ndata: half\n".utf8)]).isEmpty)
    }

    @Test func aMessageWithoutDataIsNotTold() throws {
        #expect(
            try messages([Array("event: job\nid: 3\n\ndata: 1\n\n".utf8)]) == [
                .init(id: "3", event: "message", data: "1")
            ])
    }

    @Test func aLineWithoutEndIsRefused() {
        var parser = EventStreamParser()
        let chunk = [UInt8](repeating: 0x61, count: EventStreamParser.limit)
        #expect(throws: ClientError.self) {
            _ = try parser.receive(chunk)
            _ = try parser.receive(chunk)
        }
    }
}

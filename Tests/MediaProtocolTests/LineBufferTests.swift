import Testing

@testable import MediaProtocol

@Suite struct LineBufferTests {
    @Test(arguments: [1, 2, 3, 7, 100])
    func linesDoNotDependOnHowTheBytesCome(step: Int) throws {
        let bytes = Array("one\n\ntwo\nthree".utf8)
        var buffer = LineBuffer()
        var lines: [String] = []
        for start in stride(from: 0, to: bytes.count, by: step) {
            lines += try buffer.append(bytes[start..<min(start + step, bytes.count)]).map {
                String(decoding: $0, as: UTF8.self)
            }
        }
        #expect(lines == ["one", "", "two"])
        #expect(buffer.unfinished == Array("three".utf8))
    }

    @Test func aLineMayBeAsLongAsTheLimitAndNoLonger() throws {
        var buffer = LineBuffer(limit: 4)
        #expect(try buffer.append(Array("abcd\n".utf8)[...]).count == 1)
        #expect(throws: LineBuffer.LineTooLong.self) { try buffer.append(Array("abcde\n".utf8)[...]) }
        var endless = LineBuffer(limit: 4)
        #expect(throws: LineBuffer.LineTooLong.self) { try endless.append(Array("abcde".utf8)[...]) }
    }
}

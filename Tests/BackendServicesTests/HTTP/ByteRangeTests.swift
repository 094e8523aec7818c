import Testing

@testable import BackendServices

@Suite struct ByteRangeTests {
    @Test(arguments: [
        ("bytes=0-0", ByteRange.part(0..<1)), ("bytes=0-99", .part(0..<100)), ("bytes=0-", .part(0..<100)),
        ("bytes=99-", .part(99..<100)), ("bytes=10-1000000", .part(10..<100)), ("bytes=-1", .part(99..<100)),
        ("bytes=-100", .part(0..<100)), ("bytes=-1000", .part(0..<100)), ("BYTES=1-2", .part(1..<3)),
        ("bytes= 1-2 ", .part(1..<3)), ("bytes=5-99999999999999999999", .part(5..<100)),
    ])
    func satisfiable(header: String, expected: ByteRange) {
        #expect(ByteRange(header, length: 100) == expected)
    }

    @Test(arguments: ["bytes=100-", "bytes=100-200", "bytes=-0", "bytes=99999999999999999999-"])
    func unsatisfiable(header: String) {
        #expect(ByteRange(header, length: 100) == .unsatisfiable)
    }

    @Test(arguments: [
        nil, "", "bytes", "bytes=", "bytes=-", "bytes=a-b", "bytes=2-1", "bytes=0-1,5-6", "lines=0-1", "bytes=+1-2",
        "bytes=1--2", "bytes=0x1-2", "bytes=1-2-3",
    ])
    func ignored(header: String?) {
        #expect(ByteRange(header, length: 100) == .whole)
    }

    @Test func nothingOfAnEmptyFileIsSatisfiable() {
        #expect(ByteRange("bytes=0-", length: 0) == .unsatisfiable)
        #expect(ByteRange("bytes=-5", length: 0) == .unsatisfiable)
    }

    /// Whatever the header, an answer lies inside of the file.
    @Test func neverOutside() {
        var random = SystemRandomNumberGenerator()
        let alphabet = Array("bytes=-,0123456789 ")
        for _ in 0..<20_000 {
            let tail = String(
                (0..<Int.random(in: 0...12, using: &random)).compactMap { _ in alphabet.randomElement(using: &random) })
            let length = Int64.random(in: 0...50, using: &random)
            if case .part(let range) = ByteRange("bytes=" + tail, length: length) {
                #expect(!range.isEmpty && range.lowerBound >= 0 && range.upperBound <= length)
            }
        }
    }

    @Test func ifRange() {
        #expect(ByteRange.holds(ifRange: nil, entityTag: "\"a\""))
        #expect(ByteRange.holds(ifRange: "\"a\"", entityTag: "\"a\""))
        #expect(!ByteRange.holds(ifRange: "W/\"a\"", entityTag: "\"a\""))
        #expect(!ByteRange.holds(ifRange: "Mon, 23 Nov 2026 21:01:25 GMT", entityTag: "\"a\""))
    }
}

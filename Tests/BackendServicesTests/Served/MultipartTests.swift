import MediaTypes
import NIOCore
import SpoolAPI
import Testing

@testable import BackendServices

@Suite struct MultipartTests {
    private enum Seen: Equatable { case part(MultipartHeader, [UInt8]), end }

    private func parse(_ body: [UInt8], boundary: String = "b", step: Int) throws -> [Seen] {
        var parser = MultipartParser(boundary: boundary)
        var seen: [Seen] = []
        var open: (MultipartHeader, [UInt8])?
        for start in stride(from: 0, to: body.count, by: step) {
            parser.append(ByteBuffer(bytes: body[start..<min(start + step, body.count)]))
            while let event = try parser.next() {
                switch event {
                case .part(let header): open = (header, [])
                case .data(let data): open?.1 += Array(data.readableBytesView)
                case .endOfPart: if let part = open { seen.append(.part(part.0, part.1)) }
                case .end: seen.append(.end)
                }
            }
        }
        return seen
    }

    @Test func everySplitGivesTheSame() throws {
        let tricky = Array("\r\n--\r\n--a\r\n-\r\r\n--\r".utf8)
        let body =
            Array("preamble\r\n--b \t\r\nContent-Disposition: form-data; name=\"x\"\r\n\r\n".utf8) + tricky
            + Array("\r\n--b\r\nX: y\r\ncontent-disposition:form-data;name=file;filename=\"a;b.mkv\"\r\n\r\n".utf8)
            + [0, 255] + Array("\r\n--b--\r\nepilogue --b".utf8)
        let whole = try parse(body, step: body.count)
        #expect(whole.count == 3 && whole.last == .end)
        guard case .part(let first, let bytes) = whole[0], case .part(let second, let data) = whole[1] else {
            Issue.record("no parts")
            return
        }
        #expect(first.name == "x" && first.filename == nil && bytes == tricky)
        #expect(second.name == "file" && second.filename == "a;b.mkv" && data == [0, 255])
        for step in 1..<body.count { #expect(try parse(body, step: step) == whole) }
    }

    @Test(arguments: [
        "--bx\r\nContent-Disposition: form-data; name=a\r\n\r\n", "--b--x", "--b\r\n\r\n\r\n--b--",
        "--b\r\nContent-Disposition: attachment; name=a\r\n\r\n",
        "--b\r\nContent-Disposition: form-data\r\n\r\n",
        "--b\r\nContent-Disposition: form-data; name=a" + String(repeating: "x", count: 20_000),
        String(repeating: "x", count: 5000), "--b" + String(repeating: " ", count: 300),
    ])
    func hostile(body: String) {
        for step in [1, 7, 100_000] {
            var ended = false
            do {
                ended = try parse(Array(body.utf8), step: step).contains(.end)
                // `--b--x`: whatever follows the last boundary means nothing.
                #expect(ended == body.hasPrefix("--b--"))
            } catch {
                #expect((error as? Problem)?.code == .badRequest)
            }
        }
    }

    @Test(arguments: [
        (#"form-data; name="file"; filename="a.mkv""#, "a.mkv"),
        (#"form-data; name=file; filename=a.mkv"#, "a.mkv"),
        (#"form-data; name="file"; filename="a%22b%0D%0a%41.mkv""#, "a\"b\r\n%41.mkv"),
        (#"form-data; name="file"; filename="a\"b\\c.mkv""#, #"a"b\c.mkv"#),
        (#"form-data; name="file"; filename="C:\dir\a.mkv""#, #"C:\dir\a.mkv"#),
        (#"form-data; name="file"; filename="/etc/../x.mkv""#, "x.mkv"),
        (#"form-data; name="file"; filename="plain"; filename*=UTF-8''%C3%BC%20b.mkv"#, "ü b.mkv"),
        (#"form-data; name="file"; filename*=iso-8859-1'en'%FC.mkv"#, "ü.mkv"),
        (#"form-data; name="file"; filename*0*=UTF-8''%C3%BC; filename*1="b;"; filename*2*=%20c"#, "üb; c"),
        (#"form-data; name="file"; filename="plain"; filename*=x-none''%FF"#, "plain"),
    ])
    func names(disposition: String, name: String) throws {
        let header = try MultipartHeader(lines: Array("\r\nContent-Disposition: \(disposition)".utf8))
        #expect(header.name == "file" && header.filename == RawName(name))
    }

    @Test func namesAreBytes() throws {
        let lines = Array("\r\nContent-Disposition: form-data; name=file; filename=\"".utf8) + [0xFF, 0x22]
        #expect(try MultipartHeader(lines: lines).filename == RawName(bytes: [0xFF]))
    }

    /// Nothing that comes may bring the parser down or make it keep more than a header.
    @Test func noise() {
        var random = SystemRandomNumberGenerator()
        let pieces = [
            "--b", "\r\n", "--", "--b\r\n", "Content-Disposition: form-data; name=x", "\r\n\r\n", "=", ";\"", "\u{0}",
        ]
        for _ in 0..<3000 {
            let text = (0..<12).map { _ in pieces.randomElement(using: &random) ?? "" }.joined()
            _ = try? parse(Array(text.utf8), step: Int.random(in: 1...9, using: &random))
        }
    }
}

import BackendCore
import Foundation
import Testing

@Suite struct MailMessageTests {
    private func text(subject: String = "s", body: String = "b", date: Int64 = 0) throws -> String {
        let mail = Mail(to: "a@x.org", subject: subject, body: body, date: date)
        return String(decoding: try MailMessage(mail, from: "s@x.org", identifier: "i", host: "h").bytes, as: UTF8.self)
    }

    private func header(_ name: String, in text: String) throws -> String {
        let head = try #require(text.components(separatedBy: "\r\n\r\n").first).replacing("\r\n ", with: " ")
        let line = try #require(head.components(separatedBy: "\r\n").first { $0.hasPrefix(name + ": ") })
        return String(line.dropFirst(name.count + 2))
    }

    /// The decoder a reader of mail has: encoded words joined, base 64 undone.
    private func decode(_ value: String) throws -> String {
        var bytes = Data()
        for word in value.split(separator: " ") {
            guard word.hasPrefix("=?UTF-8?B?"), word.hasSuffix("?=") else { return value }
            #expect(word.utf8.count <= 75)
            bytes += try #require(Data(base64Encoded: String(word.dropFirst(10).dropLast(2))))
        }
        return try #require(String(data: bytes, encoding: .utf8))
    }

    @Test(arguments: [
        "Plain text", "Ärger mit Größe", "=?UTF-8?B?eA==?=", String(repeating: "é😀", count: 120), " spaces around ", "",
        String(repeating: "x", count: 500), "日本語のファイル名.mkv",
    ])
    func subjectsSurvive(_ subject: String) throws {
        #expect(try decode(header("Subject", in: text(subject: subject))) == subject)
    }

    @Test(arguments: ["\r", "\n", "\0", "\u{1B}", "\u{202E}", "\u{2066}", "\u{85}", "\u{7F}"])
    func harmfulCharactersAreReplaced(_ character: String) throws {
        #expect(try decode(header("Subject", in: text(subject: "a\(character)b"))) == "a\u{FFFD}b")
    }

    @Test func datesAreUTC() throws {
        for (date, wanted) in [
            (Int64(0), "Thu, 01 Jan 1970 00:00:00 +0000"), (951_782_399_999, "Mon, 28 Feb 2000 23:59:59 +0000"),
            (951_782_400_000, "Tue, 29 Feb 2000 00:00:00 +0000"),
            (1_709_251_199_000, "Thu, 29 Feb 2024 23:59:59 +0000"),
            (4_107_542_400_000, "Mon, 01 Mar 2100 00:00:00 +0000"), (-5, "Thu, 01 Jan 1970 00:00:00 +0000"),
        ] { #expect(try header("Date", in: text(date: date)) == wanted) }
    }

    @Test func bodiesAreQuotedPrintable() throws {
        func body(_ body: String) throws -> String {
            try text(body: body).components(separatedBy: "\r\n\r\n").dropFirst().joined(separator: "\r\n\r\n")
        }
        #expect(try body("a=b\n") == "a=3Db\r\n")
        #expect(try body("é") == "=C3=A9\r\n")
        #expect(try body("end \nnext\t") == "end=20\r\nnext=09\r\n")
        #expect(try body(".\r\nFrom x\ry") == "=2E\r\n=46rom x\r\ny\r\n")
        #expect(try body("") == "")
        #expect(try body(String(repeating: "a", count: 77)) == String(repeating: "a", count: 75) + "=\r\naa\r\n")
        #expect(try body(String(repeating: "a", count: 76)) == String(repeating: "a", count: 76) + "\r\n")
        for line in try body(String(repeating: "ü", count: 300)).components(separatedBy: "\r\n") {
            #expect(line.utf8.count <= 76)
        }
    }

    @Test func textAndHTMLAreAlternatives() throws {
        let mail = Mail(to: "a@x.org", subject: "s", body: "t\n--=_spool--\n", html: "<p>é</p>\n", date: 0)
        let text = String(
            decoding: try MailMessage(mail, from: "s@x.org", identifier: "i", host: "h").bytes, as: UTF8.self)
        #expect(try header("Content-Type", in: text) == #"multipart/alternative; boundary="=_spool""#)
        let parts = text.components(separatedBy: "\r\n--=_spool")
        #expect(parts.count == 4 && parts[3] == "--\r\n")
        #expect(parts[1].hasPrefix("\r\nContent-Type: text/plain; charset=utf-8\r\n"))
        #expect(parts[1].hasSuffix("\r\n\r\nt\r\n--=3D_spool--\r\n"))
        #expect(parts[2].hasPrefix("\r\nContent-Type: text/html; charset=utf-8\r\n"))
        #expect(parts[2].hasSuffix("\r\n\r\n<p>=C3=A9</p>\r\n"))
    }
}

import BackendCore

/// A mailer that has sent nothing, and a look at what it has sent.
public struct MailerSubject: Sendable {
    public let mailer: any Mailer
    /// The mails as they arrived, in any order.
    public let arrived: @Sendable () async throws -> [[UInt8]]
    /// The same mailer, made anew as after a crash.
    public let reopen: @Sendable () async throws -> any Mailer

    public init(
        mailer: any Mailer, arrived: @escaping @Sendable () async throws -> [[UInt8]],
        reopen: @escaping @Sendable () async throws -> any Mailer
    ) {
        self.mailer = mailer
        self.arrived = arrived
        self.reopen = reopen
    }

    func texts() async throws -> [String] { try await arrived().map { String(decoding: $0, as: UTF8.self) } }
}

public enum MailerConformance {
    public typealias Case = ConformanceCase<MailerSubject>

    static func mail(to: String = "ann@example.org", subject: String = "Done", body: String = "Hello\n") -> Mail {
        Mail(to: to, subject: subject, body: body, date: 1_700_000_000_000)
    }

    public static let all: [Case] = [
        Case("a mail arrives with all its headers") { subject in
            try expectEqual(await subject.mailer.send(mail(), key: "batch-1.done"), .sent)
            let text = try require(await subject.texts().first)
            for line in [
                "To: <ann@example.org>\r\n", "Subject: Done\r\n", "Date: Tue, 14 Nov 2023 22:13:20 +0000\r\n",
                "MIME-Version: 1.0\r\n", "\r\n\r\nHello\r\n",
            ] { try expect(text.contains(line), "no \(line.debugDescription) in \(text)") }
            try expect(text.contains("Message-ID: <batch-1.done@"), text)
        },
        Case("the same key is sent once, also after a restart") { subject in
            try expectEqual(await subject.mailer.send(mail(), key: "k"), .sent)
            try expectEqual(await subject.mailer.send(mail(subject: "other"), key: "k"), .duplicate)
            try expectEqual(await subject.reopen().send(mail(), key: "k"), .duplicate)
            try expectEqual(await subject.arrived().count, 1)
            try expectEqual(await subject.mailer.send(mail(), key: "K"), .sent)
            try expectEqual(await subject.arrived().count, 2)
        },
        Case("simultaneous sends with one key send once") { subject in
            let sent = try await withThrowingTaskGroup(of: MailDelivery.self) { group in
                for _ in 0..<10 { group.addTask { try await subject.mailer.send(mail(), key: "k") } }
                return try await group.reduce(0) { $0 + ($1 == .sent ? 1 : 0) }
            }
            try expectEqual(sent, 1)
            try expectEqual(await subject.arrived().count, 1)
        },
        Case("keys of any text stay apart") { subject in
            let keys = [
                "a/b", "a_b", "../x", "a\r\nBcc: eve@x.org", "é", ".a", "'", String(repeating: "k", count: 200),
            ]
            for key in keys { try expectEqual(await subject.mailer.send(mail(), key: key), .sent) }
            try expectEqual(await subject.arrived().count, keys.count)
            for text in try await subject.texts() { try expectSoundHeaders(text) }
            for key in ["", String(repeating: "k", count: 201)] {
                try await expectError(.invalid) { try await subject.mailer.send(mail(), key: key) }
            }
        },
        Case("foreign text ends as data") { subject in
            let nasty =
                "a\r\nBcc: eve@x.org\r\n\r\nbody\u{0}\u{1B}[31m\u{202E}gpj.\u{85}" + String(repeating: "ü", count: 600)
            let body = nasty + "\r\n.\r\nMAIL FROM:<eve@x.org>\r\nFrom eve\n" + String(repeating: "y", count: 3000)
            _ = try await subject.mailer.send(mail(subject: nasty, body: body), key: "k")
            let text = try require(await subject.texts().first)
            try expectSoundHeaders(text)
            try expect(!text.contains("\r\n.\r\n") && !text.contains("\r\nFrom eve"))
        },
        Case("one mail has one recipient") { subject in
            for address in [
                "", "ann", "@x.org", "ann@", "a@x.org,b@x.org", "a@x.org\r\nBcc: b@x.org", "a@x.org b@x.org",
                "<a@x.org>",
                "a@b@c", "\"a\"@x.org", "ann@x.org\0", "änn@x.org", String(repeating: "a", count: 260) + "@x.org",
            ] {
                try await expectError(.invalid) { try await subject.mailer.send(mail(to: address), key: "k") }
            }
            try expect(try await subject.arrived().isEmpty)
        },
    ]

    /// Only ASCII, CRLF, short lines, each header once, one empty line before the body.
    private static func expectSoundHeaders(_ text: String) throws {
        let bytes = Array(text.utf8)
        try expect(bytes.allSatisfy { (0x20...0x7E).contains($0) || $0 == 0x0D || $0 == 0x0A }, "not ASCII")
        let lines = text.replacing("\r\n", with: "\n").split(separator: "\n", omittingEmptySubsequences: false)
        try expect(!lines.contains { $0.utf8.contains(0x0D) }, "a bare CR")
        try expectEqual(text.utf8.count { $0 == 0x0A }, text.utf8.count { $0 == 0x0D })
        try expect(lines.allSatisfy { $0.utf8.count <= 250 }, "a long line")
        let header = lines.prefix { !$0.isEmpty }
        let names = header.filter { !$0.hasPrefix(" ") }.compactMap { $0.split(separator: ":").first?.lowercased() }
        try expectEqual(Set(names).count, names.count)
        try expect(!names.contains("bcc") && names.count { $0 == "to" } == 1)
    }
}

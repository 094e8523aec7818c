import Foundation

/// What the mail server of `Tests/services/up` keeps of one sender, and its script for it.
struct TestMailbox: Sendable {
    struct Facts: Decodable, Equatable {
        var to: [String]
        var tls: Bool
        var user: String?
    }

    let sender = "\(UUID().uuidString.lowercased())@spool.test"
    private let folder: String

    init() throws {
        folder = try TestServers.value("SPOOL_TEST_MAILBOX") + "/" + sender
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    }

    /// Lines such as `RCPT 450 4.2.1 busy`: see Tests/services/smtp_server.py.
    func script(_ replies: [String]) throws {
        try (replies.joined(separator: "\n") + "\n").write(
            toFile: folder + "/replies", atomically: true, encoding: .utf8)
    }

    func mails() throws -> [[UInt8]] {
        try FileManager.default.contentsOfDirectory(atPath: folder).filter { $0.hasSuffix(".eml") }
            .map { [UInt8](try Data(contentsOf: URL(fileURLWithPath: folder + "/" + $0))) }
    }

    func facts(_ number: Int) throws -> Facts {
        try JSONDecoder().decode(
            Facts.self, from: try Data(contentsOf: URL(fileURLWithPath: folder + "/\(number).json")))
    }
}

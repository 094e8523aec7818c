import BackendCore
import Crypto
import Foundation
import Glibc
import MediaTypes

/// Mails as `.eml` files in a folder, for people and programs to pick up. A file may be taken away: the empty file
/// of the same name in `.sent` remembers that it was there.
public struct OutboxMailer: Mailer {
    private let directory: RawName
    private let sent: RawName
    private let sender: String
    private let host: String
    private let threads = BlobThreads(count: 1)

    /// Creates the folder (0700) when it is missing; its parent must exist.
    public init(directory: RawName, sender: String, host: String = "spool.localhost") throws(BackendError) {
        self.directory = directory
        self.sender = sender
        self.host = host
        sent = directory.appending(".sent")
        for name in [directory, sent] {
            let failed = name.withCString { mkdir($0, 0o700) } != 0
            if failed, errno != EEXIST { throw BackendError(fileErrno: errno) }
        }
    }

    @discardableResult
    public func send(_ mail: Mail, key: String) async throws -> MailDelivery {
        guard (1...200).contains(key.utf8.count) else {
            throw BackendError(.invalid, "A mail's key has 1 to 200 bytes.")
        }
        let identifier = MailIdentifier.of(key)
        let message = try MailMessage(mail, from: sender, identifier: identifier, host: host)
        return try await threads.run(key: 0) { try deliver(message.bytes, as: RawName(identifier + ".eml")) }
    }

    /// The mail is linked into place whole before the mark, so that a crash in between neither loses nor doubles it.
    private func deliver(_ bytes: [UInt8], as name: RawName) throws -> MailDelivery {
        let (target, mark) = (directory.appending(name), sent.appending(name))
        if mark.withCString({ access($0, F_OK) }) == 0 { return .duplicate }
        let temporary = directory.appending(RawName(".\(UUID().uuidString).tmp"))
        defer { _ = temporary.withCString { unlink($0) } }
        try Self.write(bytes, to: temporary)
        let linked = temporary.withCString { from in target.withCString { link(from, $0) } } == 0
        if !linked, errno != EEXIST { throw BackendError(fileErrno: errno) }
        try FileBlobStore.synchronize(directory: directory)
        _ = try BlobFile(mark, O_WRONLY | O_CREAT)
        try FileBlobStore.synchronize(directory: sent)
        return linked ? .sent : .duplicate
    }

    private static func write(_ bytes: [UInt8], to name: RawName) throws(BackendError) {
        let file = try BlobFile(name, O_WRONLY | O_CREAT | O_EXCL)
        try file.write(bytes, at: 0)
        try file.synchronize()
    }
}

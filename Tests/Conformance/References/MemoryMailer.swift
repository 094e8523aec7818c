import BackendCore
import Crypto

public actor MemoryMailer: Mailer {
    public private(set) var arrived: [String: [UInt8]] = [:]

    public init() {}

    public func send(_ mail: Mail, key: String) throws -> MailDelivery {
        guard (1...200).contains(key.utf8.count) else { throw BackendError(.invalid, "A key has 1 to 200 bytes.") }
        let isPlain = key.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "-._".contains($0)) }
        let identifier = isPlain ? key : BlobStoreConformance.sha256(Array(key.utf8))
        let message = try MailMessage(mail, from: "spool@localhost", identifier: identifier, host: "memory")
        guard arrived[key] == nil else { return .duplicate }
        arrived[key] = message.bytes
        return .sent
    }
}

import Crypto
import FoundationEssentials

enum MailIdentifier {
    /// The left part of a Message-ID: the key itself where its characters allow, else its hash.
    static func of(_ key: String) -> String {
        let isPlain =
            key.utf8.count <= 64 && !key.hasPrefix(".") && !key.hasPrefix("sha256-")
            && key.utf8.allSatisfy { byte in
                switch byte {
                case 0x30...0x39, 0x61...0x7A, 0x2D, 0x2E, 0x5F: true
                default: false
                }
            }
        if isPlain { return key }
        let digits = Array("0123456789abcdef".utf8)
        let hash = SHA256.hash(data: Data(key.utf8)).flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }
        return "sha256-" + String(decoding: hash, as: UTF8.self)
    }
}

import Crypto
import SpoolAPI

/// The name of a mail, made of its event's key: fits a Message-ID's left part and a file.
public enum MailIdentifier {
    /// The key itself where its characters allow, else its hash.
    public static func of(_ key: String) -> String {
        let isPlain =
            key.utf8.count <= 64 && !key.hasPrefix(".") && !key.hasPrefix("sha256-")
            && key.utf8.allSatisfy { byte in
                switch byte {
                case 0x30...0x39, 0x61...0x7A, 0x2D, 0x2E, 0x5F: true
                default: false
                }
            }
        return isPlain ? key : "sha256-" + SHA256.hash(data: Array(key.utf8)).hexadecimal
    }
}

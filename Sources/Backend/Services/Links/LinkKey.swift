import Crypto
import FoundationEssentials

/// The secret with which the notifier signs links and the gateway verifies them: every process of one installation
/// has the same. Whoever holds it can download every MP3.
public struct LinkKey: Sendable {
    private let key: SymmetricKey

    /// - Parameter secret: random bytes; nil is returned for fewer than 32.
    public init?(_ secret: some Sequence<UInt8>) {
        let bytes = Array(secret)
        guard bytes.count >= 32 else { return nil }
        key = SymmetricKey(data: bytes)
    }

    /// HMAC-SHA256 in base64url without padding (RFC 4648 §5): 43 characters.
    func sign(_ text: String) -> String {
        let code = HMAC<SHA256>.authenticationCode(for: Array(text.utf8), using: key)
        return Data(code).base64EncodedString()
            .replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
    }

    /// Takes the same time wherever the signatures differ.
    func isSignature(_ signature: String, of text: String) -> Bool {
        let expected = Array(sign(text).utf8)
        let given = Array(signature.utf8)
        guard expected.count == given.count else { return false }
        return zip(expected, given).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
    }
}

import Crypto
import SpoolAPI

/// A refresh token: `FAMILY.SECRET`. The family stands in it so that a token which was used before tells which login
/// to end; that it is ours is told by the stored hash of the whole.
struct SessionToken: Hashable, Sendable {
    let text: String
    let family: String

    init(family: String = Base64URL.random(16)) {
        self.family = family
        text = "\(family).\(Base64URL.random(32))"
    }

    /// nil for what cannot be one.
    init?(_ text: String) {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 2, Base64URL.decode(parts[0])?.count == 16, Base64URL.decode(parts[1])?.count == 32 else {
            return nil
        }
        self.text = text
        family = String(parts[0])
    }

    /// Hex SHA-256: all that is stored.
    var hash: String { SHA256.hash(data: Array(text.utf8)).hexadecimal }
}

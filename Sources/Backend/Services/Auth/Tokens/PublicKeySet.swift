import Crypto
import FoundationEssentials

/// A JWK set (RFC 7517) of Ed25519 public keys (RFC 8037).
struct PublicKeySet: Codable, Hashable, Sendable {
    struct Key: Codable, Hashable, Sendable {
        var kty = "OKP"
        var crv = "Ed25519"
        var alg = "EdDSA"
        var use = "sig"
        var kid: String
        var x: String

        /// - Parameter bytes: 32 of the raw public key. Its id is its thumbprint (RFC 7638).
        init(_ bytes: some Sequence<UInt8>) {
            x = Base64URL.encode(bytes)
            kid = Base64URL.encode(SHA256.hash(data: Data(#"{"crv":"Ed25519","kty":"OKP","x":"\#(x)"}"#.utf8)))
        }
    }

    var keys: [Key]

    func json() throws -> String { String(decoding: try JSON.encode(self), as: UTF8.self) }
}

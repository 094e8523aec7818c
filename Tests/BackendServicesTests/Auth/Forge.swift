import Crypto
import FoundationEssentials

@testable import BackendServices

/// Makes tokens with the service's own key that are good but for what a test changes.
struct Forge {
    enum Value {
        case text(String)
        case number(Int64)
        case raw(String)

        var json: String {
            switch self {
            case .text(let text): Forge.json(text)
            case .number(let number): "\(number)"
            case .raw(let text): text
            }
        }
    }

    let key: Curve25519.Signing.PrivateKey
    /// Seconds.
    let now: Int64

    func token(
        header: [String: String?] = [:], claims: [String: Value?] = [:], from start: Int64? = nil,
        payload: String? = nil, signedBy other: Curve25519.Signing.PrivateKey? = nil
    ) -> String {
        let text = payload ?? Self.object(self.claims(from: start ?? now).merging(claims) { $1 }.mapValues { $0?.json })
        let input = Self.part(self.header(header)) + "." + Self.part(text)
        let signature = (try? (other ?? key).signature(for: Data(input.utf8))) ?? Data()
        return input + "." + Base64URL.encode(signature)
    }

    func unsigned(_ header: [String: String?]) -> String {
        Self.part(self.header(header)) + "." + Self.part(Self.object(claims(from: now).mapValues { $0?.json })) + "."
    }

    func hmac(_ secret: Data) -> String {
        let input = String(unsigned(["alg": "HS256"]).dropLast())
        let code = HMAC<SHA256>.authenticationCode(for: Data(input.utf8), using: SymmetricKey(data: secret))
        return input + "." + Base64URL.encode(code)
    }

    /// Claims of which one stands there twice.
    var doubled: String { #"{"role":"admin","# + Self.object(claims(from: now).mapValues { $0?.json }).dropFirst() }

    private func header(_ changes: [String: String?]) -> String {
        let kid = PublicKeySet.Key(key.publicKey.rawRepresentation).kid
        let good: [String: String?] = ["alg": "EdDSA", "typ": "at+jwt", "kid": kid]
        return Self.object(good.merging(changes) { $1 }.mapValues { $0.map(Self.json) })
    }

    private func claims(from start: Int64) -> [String: Value?] {
        [
            "iss": .text("spool"), "aud": .text("spool"), "sub": .text("u"), "iat": .number(start),
            "nbf": .number(start), "exp": .number(start + 900), "sid": .text("f"), "role": .text("user"),
        ]
    }

    private static func object(_ fields: [String: String?]) -> String {
        "{" + fields.compactMap { name, value in value.map { json(name) + ":" + $0 } }.joined(separator: ",") + "}"
    }

    private static func json(_ text: String) -> String {
        String(decoding: (try? JSONEncoder().encode(text)) ?? Data(), as: UTF8.self)
    }

    private static func part(_ text: String) -> String { Base64URL.encode(Data(text.utf8)) }
}

import BackendCore
import JWTKit

/// The auth service's Ed25519 keys: the first signs, all are published, so that one can take another's place.
public struct SigningKeys: Sendable {
    private let collection: JWTKeyCollection
    private let current: String
    let identifiers: Set<String>
    /// As `VerificationKeys.keySet`.
    let keySet: String

    /// - Parameter pem: one or more PKCS#8 private keys, as `openssl genpkey -algorithm ed25519` writes them.
    ///
    /// Throws `invalid`.
    public init(pem: String) async throws {
        let keys = try Self.blocks(of: pem).map { block in
            do {
                return try EdDSA.PrivateKey(pem: block)
            } catch {
                throw BackendError(.invalid, "The file of signing keys holds a key that is not Ed25519 in PEM.")
            }
        }
        let published = PublicKeySet(keys: keys.map { .init($0.publicKey.rawRepresentation) })
        guard let first = published.keys.first else {
            throw BackendError(.invalid, "The file of signing keys holds no private key in PEM.")
        }
        current = first.kid
        identifiers = Set(published.keys.map(\.kid))
        keySet = try published.json()
        collection = JWTKeyCollection()
        for (key, name) in zip(keys, published.keys) { await collection.add(eddsa: key, kid: .init(string: name.kid)) }
    }

    static func fresh() throws -> String { try EdDSA.PrivateKey().pemRepresentation }

    func sign(_ claims: some JWTPayload, type: String) async throws -> String {
        try await collection.sign(claims, kid: .init(string: current), header: ["typ": .string(type)])
    }

    /// nil for what was not signed here.
    func verified<Claims: JWTPayload>(_ token: String, type: String, as claims: Claims.Type) async -> Claims? {
        guard let kid = TokenHeader.keyID(of: token, type: type), identifiers.contains(kid) else { return nil }
        return try? await collection.verify(token, as: claims)
    }

    private static func blocks(of pem: String) -> [String] {
        let end = "-----END PRIVATE KEY-----"
        return pem.parts(endedBy: end).map { "\($0.trimmed)\n\(end)" }
    }
}

extension String {
    fileprivate func parts(endedBy mark: String) -> [Substring] {
        var parts: [Substring] = []
        var rest = self[...]
        while let range = rest.firstRange(of: mark) {
            parts.append(rest[..<range.lowerBound])
            rest = rest[range.upperBound...]
        }
        return parts
    }
}

extension Substring {
    fileprivate var trimmed: Substring {
        let start = drop { $0.isWhitespace }
        return start.prefix(upTo: start.lastIndex { !$0.isWhitespace }.map(start.index(after:)) ?? start.startIndex)
    }
}

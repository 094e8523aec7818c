import BackendCore
import JWTKit
import SpoolAPI

/// Verifies access tokens with one answer of the auth service. No I/O.
struct TokenKeys: Sendable {
    private let keys: VerificationKeys
    private let collection: JWTKeyCollection
    private let identifiers: Set<String>

    /// Throws when the key set is not one.
    /// - Parameter earlier: spares making the keys again while they are the same.
    init(_ keys: VerificationKeys, after earlier: TokenKeys? = nil) async throws {
        self.keys = keys
        if let earlier, earlier.keys.keySet == keys.keySet {
            (collection, identifiers) = (earlier.collection, earlier.identifiers)
            return
        }
        let set = try JSON.decode(PublicKeySet.self, from: Array(keys.keySet.utf8))
        identifiers = Set(set.keys.map(\.kid))
        collection = JWTKeyCollection()
        for key in set.keys where key.kty == "OKP" {
            await collection.add(eddsa: try EdDSA.PublicKey(x: key.x, curve: .ed25519), kid: .init(string: key.kid))
        }
    }

    /// nil for a token that is not good at `now`.
    func identity(of token: String, now: Timestamp) async -> AccessIdentity? {
        // The library takes a default key where the id is unknown, so it is looked up before.
        guard let kid = TokenHeader.keyID(of: token, type: TokenHeader.accessType), identifiers.contains(kid),
            let claims = try? await collection.verify(token, as: AccessClaims.self)
        else { return nil }
        return claims.identity(now: now, keys)
    }

    /// Whether a token that was good before is so at `now`.
    func admits(_ identity: AccessIdentity, now: Timestamp) -> Bool {
        AccessClaims.isCurrent(identity.expiresAt / 1000, now: now)
            && keys.admits(user: identity.user.rawValue, login: identity.session, expires: identity.expiresAt)
    }
}

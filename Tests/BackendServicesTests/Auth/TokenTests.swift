import BackendCore
import Crypto
import FoundationEssentials
import JWTKit
import SpoolAPI
import Testing

@testable import BackendServices

@Suite struct TokenTests {
    private let key = Curve25519.Signing.PrivateKey()
    private let now: Int64 = 1_700_000_000
    private var forge: Forge { Forge(key: key, now: now) }

    private func keys(
        _ others: [Curve25519.Signing.PrivateKey] = [], sessions: [String: Timestamp] = [:],
        users: [String: Timestamp] = [:]
    ) async throws -> TokenKeys {
        let set = PublicKeySet(keys: ([key] + others).map { .init($0.publicKey.rawRepresentation) })
        return try await TokenKeys(
            VerificationKeys(keySet: try set.json(), revokedSessions: sessions, revokedUsers: users))
    }

    @Test func whatTheServiceSignsIsGood() async throws {
        let identity = try #require(await keys().identity(of: forge.token(), now: now * 1000))
        #expect(
            identity
                == AccessIdentity(user: UserID("u"), role: .user, session: "f", expiresAt: (now + 900) * 1000))
    }

    @Test func forgedTokensAreRefused() async throws {
        let keys = try await keys([Curve25519.Signing.PrivateKey()])
        let forged = try ForgedToken.all(real: forge.token(), key: key, now: now)
        #expect(forged.count >= 60)
        for each in forged {
            #expect(await keys.identity(of: each.token, now: now * 1000) == nil, "\(each.description)")
        }
    }

    @Test func everyBitCounts() async throws {
        let (keys, real) = (try await keys(), Array(forge.token().utf8))
        for index in real.indices {
            for bit in 0..<7 {
                var changed = real
                changed[index] ^= 1 << bit
                let token = String(decoding: changed, as: UTF8.self)
                #expect(await keys.identity(of: token, now: now * 1000) == nil, "byte \(index), bit \(bit)")
            }
        }
    }

    @Test func clocksMayDifferByAMinute() async throws {
        let (keys, token) = (try await keys(), forge.token())
        for (offset, isGood) in [(-61, false), (-60, true), (0, true), (959, true), (960, false)] {
            let identity = await keys.identity(of: token, now: (now + Int64(offset)) * 1000)
            #expect((identity != nil) == isGood, "\(offset) s")
        }
    }

    @Test func revokedLoginsAndUsersAreRefused() async throws {
        let token = forge.token()
        let revoked = [
            try await keys(sessions: ["f": .max]), try await keys(users: ["u": (now + 1) * 1000]),
        ]
        for keys in revoked { #expect(await keys.identity(of: token, now: now * 1000) == nil) }
        let others = try await keys(sessions: ["g": .max], users: ["u": now * 1000, "v": .max])
        #expect(await others.identity(of: token, now: now * 1000) != nil)
    }

    @Test func aSecondKeyTakesOver() async throws {
        let next = Curve25519.Signing.PrivateKey()
        let old = EdDSA.PrivateKey(backing: key).pemRepresentation
        let new = EdDSA.PrivateKey(backing: next).pemRepresentation
        let rotated = try await SigningKeys(pem: "\n" + new + "\n\n" + old + "\n")
        let keys = try await TokenKeys(VerificationKeys(keySet: rotated.keySet))
        let claims = AccessClaims(user: UserID("u"), role: .admin, login: "f", now: now * 1000)
        let token = try await rotated.sign(claims, type: TokenHeader.accessType)
        #expect(await keys.identity(of: token, now: now * 1000)?.role == .admin)
        #expect(await keys.identity(of: forge.token(), now: now * 1000) != nil)
        let kid = PublicKeySet.Key(next.publicKey.rawRepresentation).kid
        #expect(TokenHeader.keyID(of: token, type: TokenHeader.accessType) == kid)
    }
}

import BackendCore
import SpoolAPI

/// An empty store of logins that can be ended early.
public struct RevocationSubject: Sendable {
    public typealias Store = UserStore & RefreshTokenStore & RevocationStore

    public let store: any Store

    public init(store: any Store) { self.store = store }

    fileprivate func login(_ family: String, of id: String = "u") async throws {
        let account = UserAccount(id: UserID(id), email: "\(id)@x.org", passwordHash: "$argon2id$", createdAt: 0)
        if try await store.account(account.id) == nil { try await store.create(account) }
        try await store.insert(RefreshToken(hash: family, user: account.id, family: family, expiresAt: 9000))
    }

    fileprivate func isAlive(_ family: String) async throws -> Bool {
        try await store.rotate(family, to: "\(family)'", expiresAt: 9000, now: 0) != .refused
    }
}

public enum RevocationConformance {
    public typealias Case = ConformanceCase<RevocationSubject>

    public static let all: [Case] = [
        Case("an ended login has no tokens and is remembered") { subject in
            for family in ["a", "b"] { try await subject.login(family) }
            try await subject.store.endLogin("a", until: 1000)
            try await subject.store.endLogin("unknown'; --", until: 1000)
            try expect(try await !subject.isAlive("a"))
            try expect(try await subject.isAlive("b"))
            try expectEqual(
                await subject.store.revocations(now: 999),
                Revocations(logins: ["a": 1000, "unknown'; --": 1000]))
        },
        Case("all logins of a user end but one, and nobody else's") { subject in
            for family in ["a", "b", "c"] { try await subject.login(family) }
            try await subject.login("other", of: "v")
            try await subject.store.endLogins(of: UserID("u"), except: "b", until: 1000)
            try expectEqual(await subject.store.revocations(now: 0), Revocations(logins: ["a": 1000, "c": 1000]))
            try await subject.store.endLogins(of: UserID("u"), except: nil, until: 2000)
            try expectEqual(await subject.store.revocations(now: 0).logins, ["a": 1000, "b": 2000, "c": 1000])
            for family in ["a", "b", "c"] { try expect(try await !subject.isAlive(family), family) }
            try expect(try await subject.isAlive("other"))
        },
        Case("a user's revocation outlives the account") { subject in
            try await subject.login("a")
            try await subject.store.revoke(UserID("u"), until: 1000)
            try await subject.store.delete(UserID("u"))
            try expectEqual(await subject.store.revocations(now: 0), Revocations(users: [UserID("u"): 1000]))
        },
        Case("the later end counts, and what is over is forgotten") { subject in
            try await subject.store.endLogin("a", until: 2000)
            try await subject.store.endLogin("a", until: 1000)
            try await subject.store.revoke(UserID("u"), until: 1000)
            try expectEqual(
                await subject.store.revocations(now: 500),
                Revocations(logins: ["a": 2000], users: [UserID("u"): 1000]))
            try expectEqual(await subject.store.revocations(now: 1000), Revocations(logins: ["a": 2000]))
            try expectEqual(await subject.store.revocations(now: 2000), Revocations())
            try expectEqual(await subject.store.revocations(now: 0), Revocations())
        },
    ]
}

import BackendCore
import SpoolAPI

extension UserStoreConformance {
    private static let start: Timestamp = 1_000_000
    private static let later: Timestamp = 2_000_000

    static let tokens: [Case] = [
        Case("a token is rotated to its successor") { subject in
            let user = try await subject.login("t1")
            for step in 1...3 {
                try expectEqual(
                    await subject.rotate("t\(step)", "t\(step + 1)", now: start), .rotated(user, family: "f"))
            }
            try expectEqual(await subject.rotate("unknown", "x", now: start), .refused)
        },
        Case("using a token twice ends the login") { subject in
            let user = try await subject.login("t1")
            try expectEqual(await subject.rotate("t1", "t2", now: start), .rotated(user, family: "f"))
            try expectEqual(await subject.rotate("t1", "stolen", now: start), .reused)
            for token in ["t1", "t2", "stolen"] {
                try expectEqual(await subject.rotate(token, "x", now: start), .refused)
            }
        },
        Case("of two simultaneous rotations one succeeds") { subject in
            for round in 0..<10 {
                _ = try await subject.login("t\(round)", id: "u\(round)", family: "f\(round)")
                async let one = subject.rotate("t\(round)", "a\(round)", now: start)
                async let two = subject.rotate("t\(round)", "b\(round)", now: start)
                let results = try await [one, two]
                try expectEqual(results.count { $0 == .reused }, 1)
                try expectEqual(results.count { $0 == .rotated(UserID("u\(round)"), family: "f\(round)") }, 1)
            }
        },
        Case("an expired token is refused") { subject in
            let user = try await subject.login("t1")
            try expectEqual(await subject.rotate("t1", "t2", now: later), .refused)
            try expectEqual(await subject.rotate("t1", "t2", now: later - 1), .rotated(user, family: "f"))
        },
        Case("logging out ends one login, revoking all ends all") { subject in
            let user = try await subject.login("a1", family: "fa")
            for (hash, family) in [("b1", "fb"), ("c1", "fc")] {
                try await subject.store.insert(RefreshToken(hash: hash, user: user, family: family, expiresAt: later))
            }
            _ = try await subject.rotate("a1", "a2", now: start)
            try await subject.store.revokeFamily(of: "a1")
            try await subject.store.revokeFamily(of: "unknown")
            try expectEqual(await subject.rotate("a2", "a3", now: start), .refused)
            try expectEqual(await subject.rotate("b1", "b2", now: start), .rotated(user, family: "fb"))
            try await subject.store.revokeAll(of: user)
            try expectEqual(await subject.rotate("b2", "b3", now: start), .refused)
            try expectEqual(await subject.rotate("c1", "c2", now: start), .refused)
        },
        Case("deleting the account ends its logins") { subject in
            let user = try await subject.login("t1")
            try await subject.store.delete(user)
            try expectEqual(await subject.rotate("t1", "t2", now: start), .refused)
            try await expectError(.notFound) {
                try await subject.store.insert(RefreshToken(hash: "t9", user: user, family: "f", expiresAt: later))
            }
        },
        Case("purging forgets only families that are over") { subject in
            let user = try await subject.login("old", family: "fo")
            try await subject.store.insert(
                RefreshToken(hash: "new", user: user, family: "fn", expiresAt: later + 1000))
            try await subject.store.purge(now: later)
            try expectEqual(await subject.rotate("old", "x", now: start), .refused)
            try expectEqual(await subject.rotate("new", "y", now: start), .rotated(user, family: "fn"))
            try await subject.store.purge(now: later)
            try expectEqual(await subject.rotate("new", "z", now: start), .reused)
        },
    ]
}

extension UserStoreSubject {
    fileprivate func login(_ hash: String, id: String = "u", family: String = "f") async throws -> UserID {
        let user = try await add(id, "\(id)@x.org").id
        try await store.insert(RefreshToken(hash: hash, user: user, family: family, expiresAt: 2_000_000))
        return user
    }

    fileprivate func rotate(_ hash: String, _ successor: String, now: Timestamp) async throws -> TokenRotation {
        try await store.rotate(hash, to: successor, expiresAt: 2_000_000, now: now)
    }
}

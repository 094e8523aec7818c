import BackendCore
import SpoolAPI

extension UserStoreConformance {
    static let accounts: [Case] = [
        Case("an account is found by id and by address in any case") { subject in
            var wanted = try await subject.add("u1", " Ann@Example.ORG\n")
            wanted.email = "ann@example.org"
            try expectEqual(await subject.store.account(wanted.id), wanted)
            try expectEqual(await subject.store.account(email: "ANN@example.org "), wanted)
            try expect(try await subject.store.account(email: "bob@example.org") == nil)
            try expect(try await subject.store.account(UserID("u2")) == nil)
        },
        Case("addresses and ids are unique") { subject in
            try await subject.add("u1", "a@x.org")
            try await expectError(.taken) { try await subject.add("u2", "A@X.org") }
            try await expectError(.taken) { try await subject.add("u1", "b@x.org") }
        },
        Case("of simultaneous sign-ups with one address one succeeds") { subject in
            let successes = try await withThrowingTaskGroup(of: Bool.self) { group in
                for number in 0..<8 {
                    group.addTask {
                        try await succeeds(refusedBy: .taken) { try await subject.add("u\(number)", "same@x.org") }
                    }
                }
                return try await group.reduce(0) { $0 + ($1 ? 1 : 0) }
            }
            try expectEqual(successes, 1)
        },
        Case("an update replaces everything but the id") { subject in
            var account = try await subject.add("u1", "a@x.org")
            try await subject.add("u2", "b@x.org")
            account.email = "c@x.org"
            account.passwordHash = "new"
            account.role = .admin
            account.isDisabled = true
            account.notifies = false
            try await subject.store.update(account)
            try expectEqual(await subject.store.account(account.id), account)
            try expect(try await subject.store.account(email: "a@x.org") == nil)
            account.email = "B@x.org"
            try await expectError(.taken) { try await subject.store.update(account) }
            account.id = UserID("none")
            account.email = "d@x.org"
            try await expectError(.notFound) { try await subject.store.update(account) }
        },
        Case("deleting is final and frees the address") { subject in
            let account = try await subject.add("u1", "a@x.org")
            try await subject.store.delete(account.id)
            try await subject.store.delete(account.id)
            try expect(try await subject.store.account(email: "a@x.org") == nil)
            try await subject.add("u2", "a@x.org")
        },
        Case("accounts are listed in pages by id") { subject in
            for id in ["c", "a", "b", "é"] { try await subject.add(id, "\(id.utf8.count)\(id.hashValue)@x.org") }
            let first = try await subject.store.accounts(after: nil, limit: 2)
            try expectEqual(first.map(\.id.rawValue), ["a", "b"])
            let rest = try await subject.store.accounts(after: first.last?.id, limit: 9)
            try expectEqual(rest.map(\.id.rawValue), ["c", "é"])
        },
        Case("a NUL neither hides nor finds an account") { subject in
            try await subject.add("u1", "a@x.org")
            for (id, email) in [("u2\0", "b@x.org"), ("u2", "b@x.org\0"), ("", "b@x.org"), ("u2", " ")] {
                try await expectError(.invalid) { try await subject.add(id, email) }
            }
            try expect(try await subject.store.account(email: "a@x.org\0x") == nil)
            try expect(try await subject.store.account(UserID("u1\0x")) == nil)
        },
        Case("names in the shape of SQL are names") { subject in
            let account = try await subject.add("u'; DROP TABLE users; --", "x'or'1'='1@x.org")
            try expectEqual(await subject.store.account(email: account.email), account)
            try expect(try await subject.store.account(email: "' OR 1=1 --") == nil)
            try expect(try await subject.store.account(UserID("%")) == nil)
        },
    ]
}

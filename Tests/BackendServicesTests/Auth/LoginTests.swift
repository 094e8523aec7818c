import BackendCore
import SpoolAPI
import Testing

@testable import BackendServices

@Suite struct LoginTests {
    @Test func aLoginGivesATokenThatVerifies() async throws {
        let house = try await AuthHouse()
        let account = try await house.add(role: .admin)
        let grant = try await house.login(" Ann@EXAMPLE.org ")
        let identity = try await house.identity(grant)
        #expect(identity.user == account.id)
        #expect(identity.role == .admin)
        #expect(grant.accessExpiresAt == identity.expiresAt)
        #expect(grant.user.email == "ann@example.org")
    }

    @Test func everythingWrongLooksAndCostsTheSame() async throws {
        let house = try await AuthHouse()
        try await house.add()
        try await house.add("off@example.org")
        try await house.administration.setDisabled(true, "off@example.org")
        var errors: Set<BackendError> = []
        for (email, password) in [
            ("ann@example.org", "wrong wrong"), ("nobody@example.org", "wrong wrong"),
            ("off@example.org", AuthHouse.password), ("", ""), ("\0", String(repeating: "x", count: 5000)),
        ] {
            let before = house.hasher.count
            errors.insert(try #require(await refusal { _ = try await house.login(email, password, from: "") }))
            #expect(house.hasher.count == before + 1, "\(email)")
        }
        #expect(errors == [AuthService.wrongCredentials])
    }

    @Test func hashesAreMadeAnewWhenTheyShallCostMore() async throws {
        let house = try await AuthHouse()
        var account = try await house.add()
        account.passwordHash = try await PasswordHasher(cost: PasswordCost(passes: 2, memory: 16384))
            .hash(AuthHouse.password)
        try await house.store.update(account)
        _ = try await house.login()
        let now = try #require(await house.store.account(account.id))
        #expect(now.passwordHash != account.passwordHash)
        #expect(!house.hasher.isOutdated(now.passwordHash))
        _ = try await house.login()
        #expect(await house.store.account(account.id)?.passwordHash == now.passwordHash)
    }

    @Test func theStandardCostIsWhatHashesSay() async throws {
        let hasher = PasswordHasher()
        let hash = try await hasher.hash(AuthHouse.password)
        #expect(hash.hasPrefix("$argon2id$v=19$m=65536,t=2,p=1$"))
        #expect(!hasher.isOutdated(hash))
        #expect(try await hasher.verify(AuthHouse.password, against: hash))
        #expect(try await !hasher.verify(AuthHouse.password + "\0", against: hash))
        #expect(try await !hasher.verify(AuthHouse.password, against: nil))
    }

    @Test func aFullQueueOfHashesRefuses() async throws {
        let house = try await AuthHouse(cost: PasswordCost(passes: 1, memory: 8 << 20), capacity: 2)
        let hasher = house.hasher
        let refusals = await withTaskGroup(of: BackendError?.self) { group in
            for _ in 0..<40 { group.addTask { await refusal { _ = try await hasher.hash("password") } } }
            return await group.reduce(into: [BackendError]()) { if let error = $1 { $0.append(error) } }
        }
        #expect(!refusals.isEmpty && refusals.count <= 38)
        #expect(refusals.allSatisfy { $0.code == .throttled && $0.retryAfter != nil })
        _ = try await hasher.hash("password")
    }

    @Test func secretsAreNotLogged() async throws {
        let house = try await AuthHouse(signUp: .open)
        let canary = "canary-7f3a9c"
        _ = try await house.service.signUp(SignUpRequest(email: "c@example.org", password: canary), from: "10.0.0.9")
        let grant = try await house.login("c@example.org", canary)
        let next = try await house.service.refresh(grant.refreshToken, from: "10.0.0.9")
        _ = await refusal { _ = try await house.service.refresh(grant.refreshToken, from: "10.0.0.9") }
        _ = await refusal { _ = try await house.login(canary, canary) }
        _ = await refusal { _ = try await house.login("c@example.org", canary + "!") }
        let text = house.log.text
        for secret in [canary, grant.refreshToken, next.refreshToken, grant.accessToken, "$argon2id"] {
            #expect(!text.contains(secret))
        }
        #expect(text.contains("login refused") && text.contains("10.0.0.9") && text.contains("refresh reused"))
    }
}

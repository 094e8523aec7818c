import BackendCore
import SpoolAPI
import Testing

@testable import BackendServices

@Suite struct SessionTests {
    private func isAlive(_ grant: SessionGrant, _ house: AuthHouse) async -> Bool {
        await refusal { _ = try await house.identity(grant) } == nil
    }

    @Test func refreshTokensRotate() async throws {
        let house = try await AuthHouse()
        try await house.add()
        var grant = try await house.login()
        let session = try await house.identity(grant).session
        for _ in 0..<3 {
            house.clock.advance(by: .seconds(600))
            grant = try await house.service.refresh(grant.refreshToken, from: "")
            #expect(try await house.identity(grant).session == session)
        }
    }

    @Test func aTokenUsedTwiceEndsTheLogin() async throws {
        let house = try await AuthHouse()
        try await house.add()
        let other = try await house.login()
        let first = try await house.login()
        let second = try await house.service.refresh(first.refreshToken, from: "")
        let reuse = await refusal { _ = try await house.service.refresh(first.refreshToken, from: "") }
        #expect(reuse == AuthService.loginEnded)
        #expect(await refusal { _ = try await house.service.refresh(second.refreshToken, from: "") } == reuse)
        #expect(await !isAlive(second, house))
        #expect(await isAlive(other, house))
    }

    @Test func ofManyAtOnceOneIsServed() async throws {
        let house = try await AuthHouse()
        try await house.add()
        let (service, token) = (house.service, try await house.login().refreshToken)
        let served = await withTaskGroup(of: Bool.self) { group in
            for _ in 0..<20 {
                group.addTask { await refusal { _ = try await service.refresh(token, from: "") } == nil }
            }
            return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
        }
        #expect(served == 1)
    }

    @Test(arguments: ["", ".", "a.b", "\0", String(repeating: "A", count: 100_000), "жё.жё"])
    func whatIsNoRefreshTokenIsRefused(_ token: String) async throws {
        let house = try await AuthHouse()
        #expect(
            await refusal { _ = try await house.service.refresh(token, from: "") } == AuthService.loginEnded)
    }

    @Test func loginsThatAreNotUsedEnd() async throws {
        let house = try await AuthHouse()
        try await house.add()
        let grant = try await house.login()
        house.clock.advance(by: .seconds(31 * 24 * 3600))
        let end = await refusal { _ = try await house.service.refresh(grant.refreshToken, from: "") }
        #expect(end == AuthService.loginEnded)
    }

    @Test func logoutEndsOneLoginAndARestartForgetsNothing() async throws {
        let house = try await AuthHouse()
        try await house.add()
        let (one, two) = (try await house.login(), try await house.login())
        try await house.service.logout(try await house.identity(one))
        #expect(await !isAlive(one, house))
        #expect(await isAlive(two, house))
        let restarted = TokenVerifier(house.restarted(), clock: house.clock, logger: house.log.logger)
        await restarted.refresh()
        #expect(await refusal { _ = try await restarted.verify(one.accessToken) }?.code == .unauthorized)
        #expect(await refusal { _ = try await house.service.refresh(one.refreshToken, from: "") } != nil)
    }

    @Test func aNewPasswordEndsTheOtherLogins() async throws {
        let house = try await AuthHouse()
        try await house.add()
        let (here, there) = (try await house.login(), try await house.login())
        let patch = UserPatch(password: "another horse", currentPassword: AuthHouse.password)
        _ = try await house.service.change(patch, by: try await house.identity(here), from: "")
        #expect(await isAlive(here, house))
        #expect(await !isAlive(there, house))
        #expect(await refusal { _ = try await house.login() } == AuthService.wrongCredentials)
        _ = try await house.login("ann@example.org", "another horse")
        _ = try await house.service.refresh(here.refreshToken, from: "")
    }

    @Test func aNewPasswordNeedsTheOldOne() async throws {
        let house = try await AuthHouse()
        try await house.add()
        let identity = try await house.identity(try await house.login())
        for (patch, code) in [
            (UserPatch(password: "another horse"), BackendError.Code.invalid),
            (UserPatch(email: "b@example.org", currentPassword: "wrong wrong"), .unauthorized),
            (UserPatch(password: "short", currentPassword: AuthHouse.password), .invalid),
            (UserPatch(password: "ann@example.org", currentPassword: AuthHouse.password), .invalid),
        ] {
            #expect(
                await refusal { _ = try await house.service.change(patch, by: identity, from: "") }?.code == code)
        }
        let profile = try await house.service.change(UserPatch(notifies: false), by: identity, from: "")
        #expect(!profile.notifies)
    }

    @Test(arguments: [true, false]) func disablingAndDeletingCountAtOnce(_ deletes: Bool) async throws {
        let house = try await AuthHouse()
        try await house.add()
        let grant = try await house.login()
        if deletes {
            try await house.service.delete(try await house.identity(grant))
        } else {
            try await house.administration.setDisabled(true, "ann@example.org")
        }
        #expect(await !isAlive(grant, house))
        #expect(await refusal { _ = try await house.service.refresh(grant.refreshToken, from: "") } != nil)
        #expect(await refusal { _ = try await house.login() } == AuthService.wrongCredentials)
        if !deletes {
            try await house.administration.setDisabled(false, "ann@example.org")
            let again = try await house.login()
            #expect(await isAlive(again, house))
        }
    }
}

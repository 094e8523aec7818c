import BackendCore
import SpoolAPI
import Testing

@testable import BackendServices

/// A gateway that has not been told what ends elsewhere.
@Suite struct TokenVerifierTests {
    private func gateway(
        _ house: AuthHouse, patience: Duration = .seconds(60)
    ) -> (verifier: TokenVerifier, source: KeySourceDouble) {
        let source = KeySourceDouble(house.service)
        return (
            TokenVerifier(source, patience: patience, clock: house.clock, logger: house.log.logger), source
        )
    }

    private func isGood(_ grant: SessionGrant, _ verifier: TokenVerifier) async -> Bool {
        await refusal { _ = try await verifier.verify(grant.accessToken) } == nil
    }

    enum End: CaseIterable { case logout, password, reuse, deletion, disabling, administratorsPassword, role }

    private func perform(_ end: End, _ house: AuthHouse, _ grant: SessionGrant) async throws {
        let identity = try await house.identity(grant)
        switch end {
        case .logout: try await house.service.logout(identity)
        case .password:
            let patch = UserPatch(password: "another horse", currentPassword: AuthHouse.password)
            _ = try await house.service.change(
                patch, by: try await house.identity(try await house.login()), from: "")
        case .reuse:
            _ = try await house.service.refresh(grant.refreshToken, from: "")
            _ = await refusal { _ = try await house.service.refresh(grant.refreshToken, from: "") }
        case .deletion: try await house.service.delete(identity)
        case .disabling: try await house.administration.setDisabled(true, "ann@example.org")
        case .administratorsPassword:
            try await house.administration.setPassword("another horse", of: "ann@example.org")
        case .role: try await house.administration.setRole(.admin, of: "ann@example.org")
        }
    }

    @Test(arguments: End.allCases) func whatEndsALoginIsKnownEverywhereAtOnce(_ end: End) async throws {
        let house = try await AuthHouse()
        try await house.add()
        let (verifier, _) = gateway(house)
        let grant = try await house.login()
        let identity = try await verifier.verify(grant.accessToken)
        #expect(await verifier.isGood(identity))
        try await perform(end, house, grant)
        #expect(await !isGood(grant, verifier))
        #expect(await !verifier.isGood(identity))
    }

    @Test func anIdentityEndsWithItsToken() async throws {
        let house = try await AuthHouse()
        try await house.add()
        let identity = try await house.identity(try await house.login())
        house.clock.advance(by: .seconds(959))
        #expect(await house.verifier.isGood(identity))
        house.clock.advance(by: .seconds(1))
        #expect(await !house.verifier.isGood(identity))
    }

    @Test func whileTheAuthServiceIsAwayItsLastAnswerCounts() async throws {
        let house = try await AuthHouse()
        try await house.add()
        let (verifier, source) = gateway(house)
        source.mood = .isAway
        let grant = try await house.login()
        let early = await refusal { _ = try await verifier.verify(grant.accessToken) }
        #expect(early?.code == .unavailable && early?.retryAfter != nil)
        source.mood = .answers
        await verifier.refresh()
        source.mood = .isAway
        try await house.service.logout(try await house.identity(grant))
        #expect(await isGood(grant, verifier))
        #expect(await refusal { _ = try await verifier.verify("x") }?.code == .unauthorized)
        source.mood = .answers
        await verifier.refresh()
        #expect(await !isGood(grant, verifier))
        #expect(house.log.text.contains("does not answer") && house.log.text.contains("answers again"))
    }

    @Test func anAuthServiceThatHangsIsAway() async throws {
        let house = try await AuthHouse()
        try await house.add()
        let (verifier, source) = gateway(house, patience: .milliseconds(50))
        await verifier.refresh()
        let grant = try await house.login()
        source.mood = .hangs
        #expect(await isGood(grant, verifier))
        let asked = source.questions
        // Who comes next does not wait for it.
        for _ in 0..<10 { #expect(await isGood(grant, verifier)) }
        #expect(source.questions == asked)
        source.mood = .answers
        await verifier.refresh()
        try await house.service.logout(try await house.identity(grant))
        // An answer that is not there in time leaves the last one in force until the next question.
        try await eventually("it is asked again") { await !isGood(grant, verifier) }
    }

    @Test func whatIsForgedAsksNobody() async throws {
        let house = try await AuthHouse()
        let (verifier, source) = gateway(house)
        await verifier.refresh()
        let real = Forge(key: house.key, now: house.clock.wall() / 1000).token()
        for forged in try ForgedToken.all(real: real, key: house.key, now: house.clock.wall() / 1000) {
            #expect(await refusal { _ = try await verifier.verify(forged.token) }?.code == .unauthorized)
        }
        #expect(source.questions == 1)
    }

    @Test func whoWaitsForAnAnswerMayStopWaiting() async throws {
        let house = try await AuthHouse()
        let (verifier, source) = gateway(house)
        source.mood = .hangs
        let waiting = Task { await verifier.refresh() }
        try await eventually("it asks") { source.questions == 1 }
        waiting.cancel()
        await waiting.value
        source.mood = .answers
    }
}

import BackendCore
import SpoolAPI
import Testing

@testable import BackendServices

@Suite struct SignUpTests {
    private func signUp(
        _ house: AuthHouse, _ email: String = "new@example.org", _ password: String = AuthHouse.password,
        invitation: String? = nil
    ) async -> BackendError? {
        let request = SignUpRequest(email: email, password: password, invitation: invitation)
        return await refusal { _ = try await house.service.signUp(request, from: "") }
    }

    @Test func openServersTakeEverybodyOnce() async throws {
        let house = try await AuthHouse(signUp: .open)
        #expect(await signUp(house) == nil)
        _ = try await house.login("new@example.org")
        #expect(await signUp(house, "NEW@example.org")?.code == .taken)
    }

    @Test func closedServersTakeNobody() async throws {
        #expect(await signUp(try await AuthHouse())?.code == .forbidden)
    }

    @Test func invitationsAreForOneAddressOnceAndExpire() async throws {
        let house = try await AuthHouse(signUp: .invite)
        let invitation = try await house.administration.invite("New@example.org")
        for (email, given) in [
            ("new@example.org", nil), ("new@example.org", "x"),
            ("new@example.org", String(invitation.dropLast()) + "!"),
            ("other@example.org", invitation),
        ] as [(String, String?)] {
            #expect(await signUp(house, email, invitation: given)?.code == .forbidden)
        }
        #expect(await signUp(house, invitation: invitation) == nil)
        #expect(await signUp(house, invitation: invitation)?.code == .taken)
        let late = try await house.administration.invite("late@example.org")
        house.clock.advance(by: .seconds(7 * 24 * 3600))
        #expect(await signUp(house, "late@example.org", invitation: late)?.code == .forbidden)
    }

    @Test func anAccessTokenIsNoInvitation() async throws {
        let house = try await AuthHouse(signUp: .invite)
        try await house.add()
        let token = try await house.login().accessToken
        #expect(await signUp(house, invitation: token)?.code == .forbidden)
        let invitation = try await house.administration.invite("new@example.org")
        #expect(await refusal { _ = try await house.verifier.verify(invitation) }?.code == .unauthorized)
    }

    @Test(arguments: [
        "", "a", "@", "a@", "@b", "a@b@c", "a b@c.org", "a\n@c.org", "a@c..org", "a@-c.org", "<a@c.org>",
        "a@c.org,b@c.org", "a\u{202E}@c.org", String(repeating: "a", count: 65) + "@c.org",
        "a@" + String(repeating: "b", count: 250) + ".org",
    ])
    func whatIsNoAddressIsRefused(_ email: String) async throws {
        #expect(await signUp(try await AuthHouse(signUp: .open), email)?.code == .invalid)
    }

    @Test(arguments: ["", "1234567", "new@example.org", " NEW@example.org ", String(repeating: "x", count: 1025)])
    func weakPasswordsAreRefused(_ password: String) async throws {
        #expect(await signUp(try await AuthHouse(signUp: .open), "new@example.org", password)?.code == .invalid)
    }

    @Test(arguments: ["12345678", String(repeating: "x", count: 1024), "п\u{0}ароль!!"])
    func passwordsMayBeAnyBytes(_ password: String) async throws {
        let house = try await AuthHouse(signUp: .open)
        #expect(await signUp(house, "new@example.org", password) == nil)
        _ = try await house.login("new@example.org", password)
    }
}

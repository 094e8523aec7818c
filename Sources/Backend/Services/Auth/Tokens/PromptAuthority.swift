import BackendCore
import SpoolAPI

/// Tells this process's verifier what ended here, so that it is known even if the auth service goes away now.
public struct PromptAuthority: SessionAuthority {
    private let authority: any SessionAuthority
    private let verifier: TokenVerifier

    public init(_ authority: any SessionAuthority, verifier: TokenVerifier) {
        self.authority = authority
        self.verifier = verifier
    }

    public func login(_ credentials: Credentials, from address: String) async throws -> SessionGrant {
        try await authority.login(credentials, from: address)
    }

    public func refresh(_ refreshToken: String, from address: String) async throws -> SessionGrant {
        do {
            return try await authority.refresh(refreshToken, from: address)
        } catch let error as BackendError where error.code == .unauthorized {
            // A token that was used before has ended its login.
            await verifier.refresh()
            throw error
        }
    }

    public func logout(_ identity: AccessIdentity) async throws {
        try await authority.logout(identity)
        await verifier.refresh()
    }

    public func signUp(_ request: SignUpRequest, from address: String) async throws -> UserProfile {
        try await authority.signUp(request, from: address)
    }

    public func profile(of user: UserID) async throws -> UserProfile { try await authority.profile(of: user) }

    public func change(
        _ patch: UserPatch, by identity: AccessIdentity, from address: String
    ) async throws -> UserProfile {
        let profile = try await authority.change(patch, by: identity, from: address)
        await verifier.refresh()
        return profile
    }

    public func delete(_ identity: AccessIdentity) async throws {
        try await authority.delete(identity)
        await verifier.refresh()
    }

    public func verificationKeys() async throws -> VerificationKeys { try await authority.verificationKeys() }
}

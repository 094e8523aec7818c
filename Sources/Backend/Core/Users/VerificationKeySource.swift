/// Who tells verifiers of access tokens what they need: the auth service.
public protocol VerificationKeySource: Sendable {
    /// What holds now: a login that ended before the call is among the revoked.
    func verificationKeys() async throws -> VerificationKeys
}

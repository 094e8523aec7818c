import SpoolAPI

/// Ends logins before their access tokens expire, and remembers them until then. `until` is when the last of these
/// tokens has expired; of two revocations of one thing the later end counts.
public protocol RevocationStore: Sendable {
    /// Forgets the login's refresh tokens and remembers its family, in one step.
    func endLogin(_ family: String, until: Timestamp) async throws

    /// The same for every login of the user but that of `family`, in one step.
    func endLogins(of user: UserID, except family: String?, until: Timestamp) async throws

    /// Remembers that all the user's access tokens are void; for an account that is being deleted.
    func revoke(_ user: UserID, until: Timestamp) async throws

    /// What has to be remembered after `now`. Forgets the rest.
    func revocations(now: Timestamp) async throws -> Revocations
}

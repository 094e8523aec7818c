import BackendCore
import SpoolAPI

/// Whom a request speaks for.
enum Principal: Hashable, Sendable {
    /// A request to a route that is for anyone.
    case nobody
    /// The one person of single-user mode.
    case local
    case user(AccessIdentity)
    /// Whoever has a signed link. The link has been verified and is for the job of the request's path.
    case link

    /// The owner to whose jobs the catalog is limited; nil sees all, which a link alone may: it names its one job.
    var owner: UserID? {
        switch self {
        case .nobody: UserID("")
        case .local: .local
        case .user(let identity): identity.user
        case .link: nil
        }
    }

    /// Throws `Problem(.forbidden)` for those who may not change what concerns everybody.
    func checkAdministers() throws {
        if self == .local { return }
        guard case .user(let identity) = self, identity.role == .admin else {
            throw Problem(.forbidden, "This is for administrators only.")
        }
    }
}

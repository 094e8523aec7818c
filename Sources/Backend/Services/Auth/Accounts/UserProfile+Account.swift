import BackendCore
import SpoolAPI

extension UserProfile {
    init(_ account: UserAccount) {
        self.init(
            id: account.id, email: account.email, role: account.role, notifies: account.notifies,
            createdAt: account.createdAt)
    }
}

import BackendCore
import SpoolAPI

/// An empty user store on a clock that the checks move.
public struct UserStoreSubject: Sendable {
    public typealias Store = UserStore & RefreshTokenStore & ThrottleStore

    public let store: any Store
    public let clock: ManualClock

    public init(store: any Store, clock: ManualClock) {
        self.store = store
        self.clock = clock
    }

    @discardableResult
    func add(_ id: String, _ email: String) async throws -> UserAccount {
        let account = UserAccount(
            id: UserID(id), email: email, passwordHash: "$argon2id$v=19$m=65536", createdAt: clock.wall())
        try await store.create(account)
        return account
    }
}

public enum UserStoreConformance {
    public typealias Case = ConformanceCase<UserStoreSubject>

    public static let all: [Case] = accounts + tokens + throttling
}

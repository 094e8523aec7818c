/// `PATCH /v1/users/me`: nil leaves a thing as it is. A new password or address needs the current password, ends every
/// other login at once and is never echoed.
public struct UserPatch: Codable, Hashable, Sendable {
    public var notifies: Bool?
    public var email: String?
    public var password: String?
    public var currentPassword: String?

    public init(
        notifies: Bool? = nil, email: String? = nil, password: String? = nil, currentPassword: String? = nil
    ) {
        self.notifies = notifies
        self.email = email
        self.password = password
        self.currentPassword = currentPassword
    }
}

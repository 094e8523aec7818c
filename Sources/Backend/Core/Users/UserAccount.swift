import SpoolAPI

public struct UserAccount: Hashable, Sendable, Identifiable {
    public typealias Role = UserProfile.Role

    public var id: UserID
    public var email: String
    /// The encoded hash with its parameters (`$argon2id$…`).
    public var passwordHash: String
    public var role: Role
    public var isDisabled: Bool
    /// Send a mail when a batch has ended.
    public var notifies: Bool
    public var createdAt: Timestamp

    public init(
        id: UserID, email: String, passwordHash: String, role: Role = .user, isDisabled: Bool = false,
        notifies: Bool = true, createdAt: Timestamp
    ) {
        self.id = id
        self.email = email
        self.passwordHash = passwordHash
        self.role = role
        self.isDisabled = isDisabled
        self.notifies = notifies
        self.createdAt = createdAt
    }

    /// Without surrounding white space, ASCII letters in lower case.
    public static func normalized(email: String) -> String {
        func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }
        let trimmed = email.utf8.drop(while: isSpace).reversed().drop(while: isSpace).reversed()
        return String(decoding: trimmed.map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }, as: UTF8.self)
    }

    /// Throws `invalid` for an id or address that is empty, longer than 254 bytes or holds a control character.
    public func validate() throws(BackendError) {
        for text in [id.rawValue, Self.normalized(email: email)] {
            guard (1...254).contains(text.utf8.count), text.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7F }) else {
                throw BackendError(.invalid, "An address has 1 to 254 bytes and no control characters.")
            }
        }
    }
}

import SpoolAPI

public enum TokenRotation: Hashable, Sendable {
    case rotated(UserID, family: String)
    /// It had been used before: the family is revoked.
    case reused
    /// Unknown, revoked or expired.
    case refused
}

/// Who may make an account.
public enum SignUpPolicy: String, Codable, CaseIterable, Sendable {
    /// Only an administrator does, with `spoold user add`.
    case closed
    /// Whoever holds an invitation.
    case invite
    case open
}

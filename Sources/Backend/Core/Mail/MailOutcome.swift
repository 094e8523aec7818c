public enum MailOutcome: String, Hashable, Sendable {
    case sent
    /// The server refused it for good.
    case failed
    /// It did not go out: the key may be claimed again.
    case released
}

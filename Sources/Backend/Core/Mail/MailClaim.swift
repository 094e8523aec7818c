public enum MailClaim: Hashable, Sendable {
    case granted
    /// Another attempt holds it now and may yet give it up.
    case busy
    /// Sent, refused for good, or cut off in mid-mail.
    case ended
}

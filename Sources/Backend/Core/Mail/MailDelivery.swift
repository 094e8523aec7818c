public enum MailDelivery: Hashable, Sendable {
    case sent
    case duplicate
}

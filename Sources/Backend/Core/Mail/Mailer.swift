/// Sends mail. The same key is sent once: a repetition returns `.duplicate`.
public protocol Mailer: Sendable {
    /// - Parameter key: names the event the mail is about, at most 200 bytes of any text.
    @discardableResult
    func send(_ mail: Mail, key: String) async throws -> MailDelivery
}

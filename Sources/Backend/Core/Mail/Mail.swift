import SpoolAPI

public struct Mail: Hashable, Sendable {
    /// One address, `local@domain`.
    public var to: String
    /// Any text; it is encoded and cannot start another header.
    public var subject: String
    /// Plain text with LF line ends.
    public var body: String
    public var date: Timestamp

    public init(to: String, subject: String, body: String, date: Timestamp) {
        self.to = to
        self.subject = subject
        self.body = body
        self.date = date
    }
}

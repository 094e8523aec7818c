import SpoolAPI

public struct Mail: Hashable, Sendable {
    /// One address, `local@domain`.
    public var to: String
    /// Any text; it is encoded and cannot start another header.
    public var subject: String
    /// Plain text with LF line ends.
    public var body: String
    /// The same as a whole HTML document, for readers that show it; LF line ends.
    public var html: String?
    public var date: Timestamp

    public init(to: String, subject: String, body: String, html: String? = nil, date: Timestamp) {
        self.to = to
        self.subject = subject
        self.body = body
        self.html = html
        self.date = date
    }
}

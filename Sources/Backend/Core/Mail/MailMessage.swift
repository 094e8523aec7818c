/// A mail in the form of RFC 5322: ASCII, CRLF line ends, lines of at most 78 octets. Foreign text ends as data:
/// nothing in it can start a header, a line or another recipient.
public struct MailMessage: Sendable {
    public let bytes: [UInt8]
    /// With its angle brackets.
    public let identifier: String

    /// - Parameters:
    ///   - sender: one address, `local@domain`.
    ///   - identifier: the left part of the Message-ID, of `a–z A–Z 0–9 . _ -`.
    ///   - host: the right part, of the same characters.
    /// - Throws: `invalid` for an address or identifier outside these.
    public init(_ mail: Mail, from sender: String, identifier: String, host: String) throws(BackendError) {
        try Self.check(address: mail.to)
        try Self.check(address: sender)
        guard Self.isToken(identifier), Self.isToken(host) else {
            throw BackendError(.invalid, "A Message-ID is made of letters, digits, '.', '_' and '-'.")
        }
        self.identifier = "<\(identifier)@\(host)>"
        let lines = [
            "From: Spool <\(sender)>",
            "To: <\(mail.to)>",
            "Subject: \(MailHeader.encode(mail.subject, afterColumn: "Subject: ".utf8.count))",
            "Date: \(MailDate.text(mail.date))",
            "Message-ID: \(self.identifier)",
            "MIME-Version: 1.0",
            "Auto-Submitted: auto-generated",
            "",
        ]
        bytes = Array((lines.joined(separator: "\r\n") + Self.content(of: mail)).utf8)
    }

    /// The last headers, an empty line and the body: the text alone, or text and HTML to choose from (RFC 2046
    /// section 5.1.4: the best form last).
    private static func content(of mail: Mail) -> String {
        let text = part("text/plain", mail.body)
        guard let html = mail.html else { return text }
        return "Content-Type: multipart/alternative; boundary=\"\(boundary)\"\r\n\r\n"
            + "--\(boundary)\r\n\(text)\r\n--\(boundary)\r\n\(part("text/html", html))\r\n--\(boundary)--\r\n"
    }

    private static func part(_ type: String, _ body: String) -> String {
        "Content-Type: \(type); charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"
            + QuotedPrintable.encode(body)
    }

    /// `=_` cannot occur in quoted-printable text, so no body can hold it (RFC 2045 section 6.7).
    private static let boundary = "=_spool"

    private static func check(address: String) throws(BackendError) {
        let parts = address.split(separator: "@", omittingEmptySubsequences: false)
        guard address.utf8.count <= 254, parts.count == 2, !parts[0].isEmpty, !parts[1].isEmpty,
            address.utf8.allSatisfy({ (0x21...0x7E).contains($0) && !Self.special.contains($0) })
        else {
            throw BackendError(.invalid, "A mail goes to one address of the form name@host, in ASCII.")
        }
    }

    private static let special = Set("<>()[],;:\\\"".utf8)

    private static func isToken(_ text: String) -> Bool {
        !text.isEmpty && text.utf8.count <= 200
            && text.utf8.allSatisfy { byte in
                switch byte {
                case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F: true
                default: false
                }
            }
    }
}

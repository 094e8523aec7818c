import CCurl

/// How one conversation with the server ended.
enum SMTPAttempt: Hashable, Sendable {
    case accepted
    /// A 4xx reply or a refused login: nothing was sent.
    case postponed(String)
    /// No connection, or a claim lost: nothing was sent.
    case away(String)
    /// A 5xx reply.
    case refused(String)
    /// The connection broke after the mail began to leave: nobody knows.
    case unknown

    init(_ outcome: CurlOutcome, hasBegunUpload: Bool) {
        switch (outcome.result, outcome.status) {
        case (CURLE_OK, _): self = .accepted
        // A wrong password is mended by people, and the mail is not lost.
        case (CURLE_LOGIN_DENIED, _): self = .postponed("it refuses the login")
        case (_, 500...599): self = .refused("\(outcome.status)")
        case (_, 400...499): self = .postponed("it answered \(outcome.status)")
        default: self = hasBegunUpload ? .unknown : .away(outcome.cause)
        }
    }
}

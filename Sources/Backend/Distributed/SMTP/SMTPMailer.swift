import BackendCore
import CCurl
import FoundationEssentials

/// Hands mail to an SMTP server. The journal keeps a key from being sent twice, by any process; a conversation that
/// breaks in mid-mail is never repeated.
public struct SMTPMailer: Mailer {
    private let server: SMTPServer
    private let sender: String
    private let host: String
    private let caFile: String?
    private let journal: any MailJournal
    private let pauses: [Duration]
    private let settlingPause: Duration
    private let threads = CurlThreads(count: 2, label: "spool.smtp")

    /// A conversation lasts at most a minute before the mail leaves.
    private static let lease = Duration.seconds(90)

    /// - Parameters:
    ///   - sender: one address; its host is the Message-ID's and the greeting's.
    ///   - caFile: PEM certificates to trust instead of the system's.
    ///   - pauses: before the second attempt, the third and so on, when the server is away or answers 4xx.
    ///   - settlingPause: between two tries to tell a journal that is away.
    public init(
        server: SMTPServer, sender: String, journal: any MailJournal, caFile: String? = nil,
        pauses: [Duration] = [.seconds(1), .seconds(4)], settlingPause: Duration = .seconds(1)
    ) {
        self.server = server
        self.sender = sender
        self.journal = journal
        self.caFile = caFile
        self.pauses = pauses
        self.settlingPause = settlingPause
        host = sender.split(separator: "@").last.map(String.init) ?? "localhost"
    }

    /// - Throws: `unavailable` while the server is away or answers 4xx: try again later; `invalid` when it refused
    ///   the mail for good; `conflict` when the connection broke in mid-mail. After the latter two the key counts as
    ///   sent.
    @discardableResult
    public func send(_ mail: Mail, key: String) async throws -> MailDelivery {
        guard (1...200).contains(key.utf8.count) else {
            throw BackendError(.invalid, "A mail's key has 1 to 200 bytes.")
        }
        let message = try MailMessage(mail, from: sender, identifier: MailIdentifier.of(key), host: host)
        let conversation = SMTPConversation(
            server: server, caFile: caFile, greeting: host, sender: sender, recipient: mail.to, message: message.bytes)
        var attempt = SMTPAttempt.away("")
        for pause in [Duration.zero] + pauses {
            try await Task.sleep(for: pause)
            guard let last = try await self.attempt(conversation, key: key) else { return .duplicate }
            attempt = last
            guard attempt.outcome == .released else { break }
        }
        return try Self.result(of: attempt)
    }

    /// Connects and logs in, and sends nothing.
    ///
    /// - Throws: `unavailable`, with a sentence that says why, when a mail would not be taken now.
    public func check() async throws(BackendError) {
        let (server, host, caFile) = (server, host, caFile)
        let outcome = await threads.run { handle in
            handle.perform(CurlTransfer()) { easy in
                server.apply(to: easy, greeting: host, caFile: caFile)
                spool_curl_set_long(easy, CURLOPT_NOBODY, 1)
                spool_curl_set_string(easy, CURLOPT_CUSTOMREQUEST, "NOOP")
            }
        }
        _ = try Self.result(of: SMTPAttempt(outcome, hasBegunUpload: false))
    }

    /// nil when the key needs no sending any more.
    private func attempt(_ conversation: SMTPConversation, key: String) async throws -> SMTPAttempt? {
        let token = UUID().uuidString
        guard try await claim(key, token: token) else { return nil }
        let journal = journal
        let attempt = await threads.run { handle in
            conversation.run(on: handle) {
                Self.waiting { try await journal.beginTransmission(key, token: token) }
            }
        }
        if let outcome = attempt.outcome { try await settle(key, token: token, outcome) }
        return attempt
    }

    /// Until it is written: the journal may have noted that the mail leaves and not have been heard saying so.
    private func settle(_ key: String, token: String, _ outcome: MailOutcome) async throws {
        while true {
            do { return try await journal.settle(key, token: token, outcome) } catch let error as BackendError
                where error.code == .unavailable
            { try await Task.sleep(for: settlingPause) }
        }
    }

    /// Waits while another attempt has the key. False when it needs no sending any more.
    private func claim(_ key: String, token: String) async throws -> Bool {
        for _ in 0..<100 {
            switch try await journal.claim(key, token: token, lease: Self.lease) {
            case .granted: return true
            case .ended: return false
            case .busy: try await Task.sleep(for: .milliseconds(100))
            }
        }
        throw BackendError(.unavailable, "Another process is sending this mail.", retryAfter: 30)
    }

    /// Blocks libcurl's own thread, never one of the cooperative pool. A journal that fails says no.
    private static func waiting(_ work: @escaping @Sendable () async throws -> Bool) -> Bool {
        let answer = Answer()
        Task {
            let isAllowed = try? await work()
            answer.give(isAllowed ?? false)
        }
        return answer.wait()
    }

    private static func result(of attempt: SMTPAttempt) throws(BackendError) -> MailDelivery {
        switch attempt {
        case .accepted: return .sent
        case .postponed(let cause):
            throw BackendError(.unavailable, "The mail server takes no mail now: \(cause).", retryAfter: 60)
        case .away(let cause):
            throw BackendError(.unavailable, "The mail server cannot be reached: \(cause).", retryAfter: 2)
        case .refused(let reply):
            throw BackendError(.invalid, "The mail server refused the mail for good (\(reply)).")
        case .unknown:
            throw BackendError(.conflict, "The mail server hung up in mid-mail: it is not sent again.")
        }
    }
}

extension SMTPAttempt {
    /// What the journal is told; nil leaves the key cut off in mid-mail.
    fileprivate var outcome: MailOutcome? {
        switch self {
        case .accepted: .sent
        case .postponed, .away: .released
        case .refused: .failed
        case .unknown: nil
        }
    }
}

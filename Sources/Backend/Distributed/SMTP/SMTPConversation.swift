import BackendCore
import CCurl

/// One mail over one connection, on libcurl's thread.
struct SMTPConversation: Sendable {
    var server: SMTPServer
    var caFile: String?
    /// The client's name in its greeting.
    var greeting: String
    var sender: String
    var recipient: String
    var message: [UInt8]

    /// - Parameter willUpload: asked, on the thread, before the mail itself leaves; false ends the conversation.
    func run(on handle: CurlHandle, willUpload: @escaping @Sendable () -> Bool) -> SMTPAttempt {
        let transfer = CurlTransfer(upload: message, willUpload: willUpload)
        let recipients = CurlList(["<\(recipient)>"])
        defer { recipients.free() }
        let outcome = handle.perform(transfer) { easy in apply(to: easy, recipients) }
        return SMTPAttempt(outcome, hasBegunUpload: transfer.hasBegunUpload)
    }

    private func apply(to easy: UnsafeMutableRawPointer, _ recipients: CurlList) {
        spool_curl_set_string(easy, CURLOPT_URL, server.address(greeting: greeting))
        spool_curl_set_string(easy, CURLOPT_PROTOCOLS_STR, "smtp,smtps")
        spool_curl_set_long(easy, CURLOPT_CONNECTTIMEOUT, 10)
        spool_curl_set_long(easy, CURLOPT_TIMEOUT, 60)
        // A kept connection may be dead, and then it is unknown whether the mail left.
        spool_curl_set_long(easy, CURLOPT_FRESH_CONNECT, 1)
        spool_curl_set_long(easy, CURLOPT_FORBID_REUSE, 1)
        if server.security != .none { spool_curl_set_long(easy, CURLOPT_USE_SSL, Int(CURLUSESSL_ALL.rawValue)) }
        if let caFile { spool_curl_set_string(easy, CURLOPT_CAINFO, caFile) }
        if let user = server.user { spool_curl_set_string(easy, CURLOPT_USERNAME, user) }
        if let password = server.password { spool_curl_set_string(easy, CURLOPT_PASSWORD, password) }
        spool_curl_set_string(easy, CURLOPT_MAIL_FROM, "<\(sender)>")
        spool_curl_set_list(easy, CURLOPT_MAIL_RCPT, recipients.first)
        spool_curl_set_long(easy, CURLOPT_UPLOAD, 1)
    }
}

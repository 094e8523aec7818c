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
        server.apply(to: easy, greeting: greeting, caFile: caFile)
        spool_curl_set_string(easy, CURLOPT_MAIL_FROM, "<\(sender)>")
        spool_curl_set_list(easy, CURLOPT_MAIL_RCPT, recipients.first)
        spool_curl_set_long(easy, CURLOPT_UPLOAD, 1)
    }
}

import BackendCore
import CCurl
import FoundationEssentials

/// Where mail is handed in: `smtp://user:password@host:port?tls=starttls`.
///
/// `tls` is `starttls` (as by default), `tls` (from the first byte; what `smtps://` says too) or `none`. Without a
/// port: 587, 465 and 25. User and password are percent-encoded, and refused without TLS.
public struct SMTPServer: Sendable {
    enum Security: String {
        case starttls, tls, none
    }

    let host: String
    let port: Int
    let security: Security
    let user: String?
    let password: String?

    /// - Throws: `invalid`, with a sentence that does not quote the URL.
    public init(url: String) throws(BackendError) {
        guard let parts = URLComponents(string: url), let host = parts.host, !host.isEmpty,
            parts.scheme == "smtp" || parts.scheme == "smtps"
        else {
            throw BackendError(.invalid, "The SMTP server is given as smtp://user:password@host:port?tls=starttls.")
        }
        let named = parts.queryItems?.first { $0.name == "tls" }?.value
        guard let security = Security(rawValue: named ?? (parts.scheme == "smtps" ? "tls" : "starttls")) else {
            throw BackendError(.invalid, "The SMTP URL's tls is one of starttls, tls and none.")
        }
        guard security != .none || parts.user == nil else {
            throw BackendError(.invalid, "An SMTP password is sent over TLS only: set tls to starttls or tls.")
        }
        self.host = host
        self.security = security
        port = parts.port ?? (security == .tls ? 465 : security == .none ? 25 : 587)
        user = parts.user
        password = parts.password
    }

    /// libcurl greets with the path as the client's name.
    func address(greeting: String) -> String {
        "\(security == .tls ? "smtps" : "smtp")://\(host):\(port)/\(greeting)"
    }
}

extension SMTPServer {
    /// How every conversation begins: the connection, TLS and the login.
    func apply(to easy: UnsafeMutableRawPointer, greeting: String, caFile: String?) {
        spool_curl_set_string(easy, CURLOPT_URL, address(greeting: greeting))
        spool_curl_set_string(easy, CURLOPT_PROTOCOLS_STR, "smtp,smtps")
        spool_curl_set_long(easy, CURLOPT_CONNECTTIMEOUT, 10)
        spool_curl_set_long(easy, CURLOPT_TIMEOUT, 60)
        // A kept connection may be dead, and then it is unknown whether the mail left.
        spool_curl_set_long(easy, CURLOPT_FRESH_CONNECT, 1)
        spool_curl_set_long(easy, CURLOPT_FORBID_REUSE, 1)
        if security != .none { spool_curl_set_long(easy, CURLOPT_USE_SSL, Int(CURLUSESSL_ALL.rawValue)) }
        if let caFile { spool_curl_set_string(easy, CURLOPT_CAINFO, caFile) }
        if let user { spool_curl_set_string(easy, CURLOPT_USERNAME, user) }
        if let password { spool_curl_set_string(easy, CURLOPT_PASSWORD, password) }
    }
}

import MediaTypes

/// What to do about a certificate that is not trusted, after OpenSSL's or GnuTLS's words for why.
enum TrustAdvice {
    static func text(_ cause: String, caFile: RawName?) -> String {
        if cause.contains("self-signed") || cause.contains("self signed") || cause.contains("issuer") {
            return caFile == nil
                ? "the server's certificate is signed by nobody whom this machine trusts (\(cause)): if the server is "
                    + "yours, name its certificate or its authority's with --cacert FILE; spool login remembers it"
                : "the server's certificate is not signed by one in \(caFile?.text ?? "") (\(cause)): name the right file "
                    + "with --cacert FILE"
        }
        if cause.contains("expired") {
            return "the server's certificate has expired (\(cause)): its operator has to renew it"
        }
        if cause.contains("does not match") || cause.contains("no alternative certificate subject name") {
            return "the server's certificate is for another name (\(cause)): is the address right?"
        }
        return cause
    }
}

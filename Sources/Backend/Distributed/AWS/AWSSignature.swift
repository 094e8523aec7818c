import CCurl

/// AWS Signature Version 4, which libcurl computes over the request that it sends.
struct AWSSignature: Sendable {
    var credentials: AWSCredentials
    var region: String
    var service: String

    func apply(to easy: UnsafeMutableRawPointer) {
        spool_curl_set_string(easy, CURLOPT_AWS_SIGV4, "aws:amz:\(region):\(service)")
        spool_curl_set_string(easy, CURLOPT_USERNAME, credentials.accessKey)
        spool_curl_set_string(easy, CURLOPT_PASSWORD, credentials.secretKey)
    }
}

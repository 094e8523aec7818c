import BackendCore
import CCurl
import SpoolAPI

/// HTTP between services, over libcurl on a few threads of its own: short requests and answers (≤ 4 MiB), kept
/// connections, no redirects followed.
public struct HTTPClient: Sendable {
    private let threads: CurlThreads
    private let caFile: String?

    /// - Parameters:
    ///   - connections: requests that run at once; more wait in line.
    ///   - caFile: PEM certificates to trust instead of the system's.
    public init(connections: Int = 4, caFile: String? = nil) {
        threads = CurlThreads(count: connections, label: "spool.http")
        self.caFile = caFile
    }

    /// Any status is an answer. A cancelled task's request ends within about a second.
    /// - Throws: `unavailable` when there was no whole answer in time.
    public func send(_ request: HTTPRequest) async throws(BackendError) -> HTTPResponse {
        let transfer = CurlTransfer()
        let result = await withTaskCancellationHandler {
            await threads.run { [caFile] handle in Self.send(request, transfer, on: handle, caFile: caFile) }
        } onCancel: {
            transfer.cancel()
        }
        return try result.get()
    }

    private static func send(
        _ request: HTTPRequest, _ transfer: CurlTransfer, on handle: CurlHandle, caFile: String?
    ) -> Result<HTTPResponse, BackendError> {
        let headers = CurlList(request.allHeaders.map { "\($0.name): \($0.value)" })
        defer { headers.free() }
        let outcome = request.body.withUnsafeBytes { body in
            handle.perform(transfer) { easy in request.apply(to: easy, headers, body, caFile: caFile) }
        }
        guard outcome.result == CURLE_OK else {
            return .failure(BackendError(.unavailable, "\(request.host) does not answer: \(outcome.cause)."))
        }
        return .success(
            HTTPResponse(status: outcome.status, lines: transfer.headerLines, body: transfer.received))
    }
}

extension HTTPRequest {
    fileprivate var allHeaders: [(name: String, value: String)] {
        guard let token = signature?.credentials.sessionToken else { return headers }
        return headers + [(name: "X-Amz-Security-Token", value: token)]
    }

    /// Where it goes, without what a URL may hold of secrets.
    fileprivate var host: String {
        let rest = url.split(separator: "/", omittingEmptySubsequences: true).dropFirst().first ?? ""
        return String(rest.split(separator: "@").last ?? "The server")
    }

    /// `body` stays valid until the transfer has ended. No header that libcurl makes may be suppressed: it would be
    /// signed all the same.
    fileprivate func apply(
        to easy: UnsafeMutableRawPointer, _ headers: CurlList, _ body: UnsafeRawBufferPointer, caFile: String?
    ) {
        spool_curl_set_string(easy, CURLOPT_URL, url)
        spool_curl_set_string(easy, CURLOPT_PROTOCOLS_STR, "http,https")
        spool_curl_set_string(easy, CURLOPT_USERAGENT, "spoold/\(SpoolVersion.current)")
        spool_curl_set_long(easy, CURLOPT_TIMEOUT_MS, Int(timeout / .milliseconds(1)))
        spool_curl_set_long(easy, CURLOPT_CONNECTTIMEOUT_MS, Int(min(timeout, .seconds(5)) / .milliseconds(1)))
        if let caFile { spool_curl_set_string(easy, CURLOPT_CAINFO, caFile) }
        spool_curl_set_list(easy, CURLOPT_HTTPHEADER, headers.first)
        if method != "GET" {
            spool_curl_set_offset(easy, CURLOPT_POSTFIELDSIZE_LARGE, curl_off_t(body.count))
            let bytes = UnsafeMutableRawPointer(mutating: body.baseAddress)
            if let bytes, !body.isEmpty {
                spool_curl_set_pointer(easy, CURLOPT_POSTFIELDS, bytes)
            } else {
                spool_curl_set_string(easy, CURLOPT_COPYPOSTFIELDS, "")
            }
            spool_curl_set_string(easy, CURLOPT_CUSTOMREQUEST, method)
        }
        signature?.apply(to: easy)
    }
}

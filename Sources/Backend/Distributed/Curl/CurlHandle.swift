import CCurl
import Dispatch

/// An easy handle and the thread that alone uses it.
///
/// `@unchecked Sendable` holds: the handle is touched on `thread` only, and freed when nobody has it any more.
final class CurlHandle: @unchecked Sendable {
    let thread: DispatchQueue
    private let easy: UnsafeMutableRawPointer?

    /// libcurl asks to be initialised once a process, before any other call.
    private static let isInitialised = curl_global_init(Int(CURL_GLOBAL_DEFAULT)) == CURLE_OK

    init(label: String) {
        thread = DispatchQueue(label: label)
        easy = Self.isInitialised ? curl_easy_init() : nil
    }

    deinit { curl_easy_cleanup(easy) }

    /// Runs the transfer that `prepare` sets up; the settings last for it alone, the connections go on.
    func perform(_ transfer: CurlTransfer, _ prepare: (UnsafeMutableRawPointer) -> Void) -> CurlOutcome {
        guard let easy else {
            return CurlOutcome(result: CURLE_FAILED_INIT, status: 0, cause: "libcurl does not start")
        }
        curl_easy_reset(easy)
        spool_curl_set_long(easy, CURLOPT_NOSIGNAL, 1)
        transfer.attach(to: easy)
        prepare(easy)
        let result = curl_easy_perform(easy)
        var status = 0
        spool_curl_get_long(easy, CURLINFO_RESPONSE_CODE, &status)
        let outcome = CurlOutcome(result: result, status: status, cause: String(cString: curl_easy_strerror(result)))
        curl_easy_reset(easy)
        return outcome
    }
}

struct CurlOutcome {
    var result: CURLcode
    /// The last reply code of the server, 0 without one.
    var status: Int
    /// libcurl's words for `result`.
    var cause: String
}

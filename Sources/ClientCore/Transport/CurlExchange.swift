import CCurl
import Clocks
import Glibc
import MediaTypes
import SpoolAPI

/// A transfer's easy handle with what it points to. Lives on the loop's thread; `free` ends it.
final class CurlExchange {
    let transfer: Transfer
    let handle: UnsafeMutableRawPointer
    private var headers: UnsafeMutablePointer<curl_slist>?
    private var form: CurlForm?
    private var stallWatch: StallWatch?
    private var hasStalled = false
    private let messageBuffer = UnsafeMutablePointer<CChar>.allocate(capacity: Int(CURL_ERROR_SIZE))

    init?(_ transfer: Transfer) {
        guard let handle = curl_easy_init() else { return nil }
        self.transfer = transfer
        self.handle = handle
        messageBuffer.pointee = 0
        setAddress()
        setRequest()
        setLimits()
        setCallbacks()
    }

    func free() {
        curl_easy_cleanup(handle)
        form?.free()
        curl_slist_free_all(headers)
        messageBuffer.deallocate()
    }

    private func setAddress() {
        switch transfer.endpoint {
        case .unix(let path):
            _ = path.withCString { spool_curl_set_string(handle, CURLOPT_UNIX_SOCKET_PATH, $0) }
            spool_curl_set_string(handle, CURLOPT_URL, "http://localhost" + transfer.request.target)
            spool_curl_set_string(handle, CURLOPT_PROXY, "")
        case .url(let base):
            spool_curl_set_string(handle, CURLOPT_URL, base + transfer.request.target)
        }
        spool_curl_set_string(handle, CURLOPT_PROTOCOLS_STR, "http,https")
        // A redirect would carry the login elsewhere.
        spool_curl_set_long(handle, CURLOPT_FOLLOWLOCATION, 0)
        if let caFile = transfer.caFile {
            _ = caFile.withCString { spool_curl_set_string(handle, CURLOPT_CAINFO, $0) }
        }
        spool_curl_set_string(handle, CURLOPT_USERAGENT, "spool/\(SpoolVersion.current)")
    }

    private func setRequest() {
        let request = transfer.request
        for (name, value) in request.headers { headers = curl_slist_append(headers, "\(name): \(value)") }
        // Without it a large body waits a second for "100 Continue".
        headers = curl_slist_append(headers, "Expect:")
        spool_curl_set_list(handle, CURLOPT_HTTPHEADER, headers)
        if let form = request.form {
            self.form = CurlForm(form, for: handle)
        } else if request.method != .get {
            let body = request.body ?? []
            spool_curl_set_offset(handle, CURLOPT_POSTFIELDSIZE_LARGE, curl_off_t(body.count))
            body.withUnsafeBytes { bytes in
                let copy = bytes.baseAddress.map { $0.assumingMemoryBound(to: CChar.self) }
                if let copy { spool_curl_set_string(handle, CURLOPT_COPYPOSTFIELDS, copy) }
            }
            if body.isEmpty { spool_curl_set_string(handle, CURLOPT_COPYPOSTFIELDS, "") }
            spool_curl_set_string(handle, CURLOPT_CUSTOMREQUEST, request.method.rawValue)
        }
    }

    private func setLimits() {
        spool_curl_set_long(handle, CURLOPT_NOSIGNAL, 1)
        spool_curl_set_long(handle, CURLOPT_CONNECTTIMEOUT, 10)
        spool_curl_set_long(handle, CURLOPT_TIMEOUT, transfer.request.timeout ?? 0)
        if let stall = transfer.request.stall { watch(for: stall) }
    }

    private func watch(for stall: Int) {
        stallWatch = StallWatch(limit: stall)
        // The longest limit that libcurl takes, 18 hours: with one it looks at the transfer every second, in silence too.
        spool_curl_set_long(handle, CURLOPT_LOW_SPEED_LIMIT, 1)
        spool_curl_set_long(handle, CURLOPT_LOW_SPEED_TIME, Int(UInt16.max))
        spool_curl_set_long(handle, CURLOPT_NOPROGRESS, 0)
        spool_curl_set_pointer(handle, CURLOPT_XFERINFODATA, Unmanaged.passUnretained(self).toOpaque())
        spool_curl_set_progress_callback(handle) { context, _, downloaded, _, uploaded in
            guard let context else { return 0 }
            let exchange = Unmanaged<CurlExchange>.fromOpaque(context).takeUnretainedValue()
            return exchange.isStalled(bytes: Int64(downloaded + uploaded)) ? 1 : 0
        }
    }

    private func isStalled(bytes: Int64) -> Bool {
        let second = Int(MonotonicClock.milliseconds() / 1000)
        hasStalled = stallWatch?.isStalled(bytes: bytes, at: second, isHeld: transfer.isPaused) ?? false
        return hasStalled
    }

    private func setCallbacks() {
        let context = Unmanaged.passUnretained(transfer).toOpaque()
        spool_curl_set_pointer(handle, CURLOPT_ERRORBUFFER, messageBuffer)
        spool_curl_set_pointer(handle, CURLOPT_HEADERDATA, context)
        spool_curl_set_pointer(handle, CURLOPT_WRITEDATA, context)
        spool_curl_set_data_callback(handle, CURLOPT_HEADERFUNCTION) { bytes, _, count, context in
            CurlExchange.transfer(context)?.receive(headerLine: CurlExchange.buffer(bytes, count))
            return count
        }
        spool_curl_set_data_callback(handle, CURLOPT_WRITEFUNCTION) { bytes, _, count, context in
            guard let transfer = CurlExchange.transfer(context) else { return 0 }
            return transfer.receive(bytes: CurlExchange.buffer(bytes, count)) ? count : spool_curl_write_pause()
        }
    }

    private static func transfer(_ context: UnsafeMutableRawPointer?) -> Transfer? {
        context.map { Unmanaged<Transfer>.fromOpaque($0).takeUnretainedValue() }
    }

    private static func buffer(_ bytes: UnsafeMutablePointer<CChar>?, _ count: Int) -> UnsafeBufferPointer<UInt8> {
        UnsafeBufferPointer(start: bytes.map { UnsafeRawPointer($0).assumingMemoryBound(to: UInt8.self) }, count: count)
    }
}

extension CurlExchange {
    /// libcurl's result as the client's.
    func outcome(_ result: CURLcode) -> Result<Void, ClientError> {
        if result == CURLE_OK { return .success(()) }
        let result = hasStalled ? CURLE_OPERATION_TIMEDOUT : result
        return .failure(ClientError(Self.code(result), message(result)))
    }

    private static func code(_ result: CURLcode) -> ClientError.Code {
        switch result {
        case CURLE_COULDNT_RESOLVE_HOST, CURLE_COULDNT_RESOLVE_PROXY, CURLE_COULDNT_CONNECT: .unreachable
        case CURLE_OPERATION_TIMEDOUT: .timedOut
        case CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CONNECT_ERROR, CURLE_SSL_CERTPROBLEM, CURLE_SSL_CACERT_BADFILE,
            CURLE_SSL_ISSUER_ERROR:
            .tls
        case CURLE_URL_MALFORMAT, CURLE_UNSUPPORTED_PROTOCOL: .configuration
        case CURLE_WEIRD_SERVER_REPLY, CURLE_HTTP2, CURLE_UNSUPPORTED_PROTOCOL: .badResponse
        default: .interrupted
        }
    }

    private func message(_ result: CURLcode) -> String {
        let place = transfer.endpoint.text
        let detail = String(cString: messageBuffer)
        let cause = detail.isEmpty ? String(cString: curl_easy_strerror(result)) : detail
        switch Self.code(result) {
        case .unreachable: return "server unreachable: \(unreachableCause ?? cause) (\(place))"
        case .timedOut: return "server unreachable: no answer in time (\(place))"
        case .tls: return "no secure connection: \(TrustAdvice.text(cause, caFile: transfer.caFile)) (\(place))"
        case .interrupted: return "connection lost: \(cause) (\(place))"
        default: return "\(cause) (\(place))"
        }
    }

    /// The system's reason; libcurl's own text names a port that a Unix socket does not have.
    private var unreachableCause: String? {
        var code = 0
        spool_curl_get_long(handle, CURLINFO_OS_ERRNO, &code)
        if code == 0, case .unix(let path) = transfer.endpoint { code = Int(SocketProbe.connect(to: path)) }
        return code == 0 ? nil : String(cString: strerror(Int32(code)))
    }
}

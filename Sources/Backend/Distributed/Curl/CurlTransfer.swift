import CCurl
import Synchronization

/// What one transfer sends and receives. Used on the handle's thread, but for `cancel`.
///
/// `@unchecked Sendable` holds: `isCancelled` is atomic, all else belongs to the thread that performs the transfer.
final class CurlTransfer: @unchecked Sendable {
    private(set) var headerLines: [String] = []
    private(set) var received: [UInt8] = []
    /// Whether the server asked for the upload.
    private(set) var hasBegunUpload = false
    private let upload: [UInt8]
    private var uploaded = 0
    private let limit: Int
    private let willUpload: () -> Bool
    private let isCancelled = Atomic(false)

    /// - Parameters:
    ///   - limit: received bytes; more end the transfer.
    ///   - willUpload: asked before the first byte leaves; false ends the transfer.
    init(upload: [UInt8] = [], limit: Int = 4 << 20, willUpload: @escaping () -> Bool = { true }) {
        self.upload = upload
        self.limit = limit
        self.willUpload = willUpload
    }

    /// Ends it within about a second; from any thread.
    func cancel() { isCancelled.store(true, ordering: .relaxed) }

    func attach(to handle: UnsafeMutableRawPointer) {
        let context = Unmanaged.passUnretained(self).toOpaque()
        for option in [CURLOPT_HEADERDATA, CURLOPT_WRITEDATA, CURLOPT_READDATA, CURLOPT_XFERINFODATA] {
            spool_curl_set_pointer(handle, option, context)
        }
        spool_curl_set_long(handle, CURLOPT_NOPROGRESS, 0)
        spool_curl_set_progress_callback(handle) { context, _, _, _, _ in
            CurlTransfer.of(context)?.isCancelled.load(ordering: .relaxed) == false ? 0 : 1
        }
        spool_curl_set_data_callback(handle, CURLOPT_HEADERFUNCTION) { bytes, size, count, context in
            let line = UnsafeRawBufferPointer(start: bytes, count: size * count)
            CurlTransfer.of(context)?.headerLines.append(String(decoding: line, as: UTF8.self))
            return size * count
        }
        spool_curl_set_data_callback(handle, CURLOPT_WRITEFUNCTION) { bytes, size, count, context in
            let part = UnsafeRawBufferPointer(start: bytes, count: size * count)
            guard let transfer = CurlTransfer.of(context), transfer.received.count + part.count <= transfer.limit else {
                return 0
            }
            transfer.received += part
            return part.count
        }
        spool_curl_set_data_callback(handle, CURLOPT_READFUNCTION) { bytes, size, count, context in
            guard let transfer = CurlTransfer.of(context), let bytes else { return Int(CURL_READFUNC_ABORT) }
            return transfer.give(UnsafeMutableRawBufferPointer(start: bytes, count: size * count))
        }
    }

    private func give(_ room: UnsafeMutableRawBufferPointer) -> Int {
        if !hasBegunUpload, !willUpload() { return Int(CURL_READFUNC_ABORT) }
        hasBegunUpload = true
        let part = upload[uploaded...].prefix(room.count)
        room.copyBytes(from: part)
        uploaded += part.count
        return part.count
    }

    private static func of(_ context: UnsafeMutableRawPointer?) -> CurlTransfer? {
        context.map { Unmanaged<CurlTransfer>.fromOpaque($0).takeUnretainedValue() }
    }
}

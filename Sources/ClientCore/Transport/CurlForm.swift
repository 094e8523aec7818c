import CCurl
import Glibc

/// libcurl's form of a transfer. Lives on the loop's thread; the request keeps the source that it reads from.
struct CurlForm {
    private let mime: OpaquePointer

    init?(_ form: MultipartForm, for handle: UnsafeMutableRawPointer) {
        guard let mime = curl_mime_init(handle) else { return nil }
        self.mime = mime
        // The request may have been sent before, in vain.
        form.source.seek(to: 0)
        for field in form.fields {
            guard let part = curl_mime_addpart(mime) else { continue }
            curl_mime_name(part, field.name)
            curl_mime_type(part, field.contentType)
            _ = field.bytes.withUnsafeBytes { bytes in
                curl_mime_data(part, bytes.baseAddress?.assumingMemoryBound(to: CChar.self), bytes.count)
            }
        }
        if let part = curl_mime_addpart(mime) { Self.fill(part, form) }
        spool_curl_set_pointer(handle, CURLOPT_MIMEPOST, UnsafeMutableRawPointer(mime))
        spool_curl_set_long(handle, CURLOPT_UPLOAD_BUFFERSIZE, 512 * 1024)
    }

    /// To be called after the handle's own end.
    func free() { curl_mime_free(mime) }

    private static func fill(_ part: OpaquePointer, _ form: MultipartForm) {
        curl_mime_name(part, form.fileField)
        curl_mime_type(part, "application/octet-stream")
        curl_mime_data_cb(
            part, curl_off_t(form.source.size),
            { buffer, size, count, context in
                guard let buffer, let source = CurlForm.source(context) else { return Int(CURL_READFUNC_ABORT) }
                return source.read(into: buffer, count: size * count) ?? Int(CURL_READFUNC_ABORT)
            },
            { context, offset, origin in
                guard origin == SEEK_SET, let source = CurlForm.source(context) else { return CURL_SEEKFUNC_CANTSEEK }
                source.seek(to: Int64(offset))
                return CURL_SEEKFUNC_OK
            }, nil, Unmanaged.passUnretained(form.source).toOpaque())
        _ = form.source.name.withCString { curl_mime_filename(part, $0) }
    }

    private static func source(_ context: UnsafeMutableRawPointer?) -> UploadSource? {
        context.map { Unmanaged<UploadSource>.fromOpaque($0).takeUnretainedValue() }
    }
}

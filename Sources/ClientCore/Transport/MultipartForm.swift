/// A body of `multipart/form-data` (RFC 7578): small fields, then one file that is read as it is sent.
public struct MultipartForm: Sendable {
    struct Field: Sendable {
        var name: String
        var contentType: String
        var bytes: [UInt8]
    }

    var fields: [Field]
    /// The part's name.
    var fileField: String
    var source: UploadSource
}

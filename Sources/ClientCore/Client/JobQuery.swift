import SpoolAPI

/// Which jobs a list holds; nil asks for all.
public struct JobQuery: Hashable, Sendable {
    public var state: JobState?
    public var batch: BatchID?
    /// Text within the name.
    public var text: String?
    /// Jobs a page, at most 1000.
    public var limit: Int

    public init(state: JobState? = nil, batch: BatchID? = nil, text: String? = nil, limit: Int = 1000) {
        self.state = state
        self.batch = batch
        self.text = text
        self.limit = limit
    }

    /// `?name=value&…`, percent-encoded.
    func parameters(after cursor: String?) -> String {
        let fields = [
            ("after", cursor), ("state", state?.rawValue), ("batch", batch?.rawValue), ("q", text),
            ("limit", String(limit)),
        ]
        return "?"
            + fields.compactMap { name, value in value.map { "\(name)=\(percentEncoded($0))" } }.joined(separator: "&")
    }
}

/// RFC 3986: everything but unreserved characters as `%XX` of its UTF-8.
func percentEncoded(_ text: String) -> String {
    let hexadecimal = Array("0123456789ABCDEF")
    return text.utf8.reduce(into: "") { result, byte in
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
            UInt8(ascii: "~"):
            result.unicodeScalars.append(Unicode.Scalar(byte))
        default:
            result.append("%")
            result.append(hexadecimal[Int(byte >> 4)])
            result.append(hexadecimal[Int(byte & 15)])
        }
    }
}

/// The name of a blob: a bucket and a name that is safe as a file name and as a document key.
public struct BlobID: Hashable, Codable, Sendable, CustomStringConvertible {
    public enum Bucket: String, Codable, CaseIterable, Sendable {
        case videos
        case mp3s
    }

    public let bucket: Bucket
    public let name: String

    /// Throws `invalid` unless `name` is 1 … 100 characters of `a–z A–Z 0–9 . _ -` and does not start with a dot.
    public init(_ bucket: Bucket, _ name: String) throws {
        guard Self.isValid(name) else {
            throw BackendError(
                .invalid, "A blob's name must be 1 to 100 of the characters a–z, A–Z, 0–9, '.', '_' and '-'.")
        }
        self.bucket = bucket
        self.name = name
    }

    /// Reads the form that `description` writes: `mp3s/NAME`.
    public init(parsing text: String) throws {
        let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, let bucket = Bucket(rawValue: String(parts[0])) else {
            throw BackendError(.invalid, "A blob is named videos/NAME or mp3s/NAME.")
        }
        try self.init(bucket, String(parts[1]))
    }

    public var description: String { "\(bucket.rawValue)/\(name)" }

    private static func isValid(_ name: String) -> Bool {
        let bytes = name.utf8
        return (1...100).contains(bytes.count) && bytes.first != UInt8(ascii: ".")
            && bytes.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "-"):
                    true
                default: false
                }
            }
    }
}

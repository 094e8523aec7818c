import FoundationEssentials

/// The strong validator and the digest of a representation whose SHA-256 is known.
public struct EntityTag: Hashable, Sendable {
    /// 64 lower-case hex digits.
    public var sha256: String

    public init(sha256: String) { self.sha256 = sha256 }

    /// The value of `ETag`, quotes included.
    public var header: String { "\"\(sha256)\"" }

    /// The value of `Repr-Digest` (RFC 9530).
    public var digest: String { "sha-256=:\(Data(Self.bytes(sha256)).base64EncodedString()):" }

    /// `If-None-Match`: true when the client already has this representation.
    public func matches(ifNoneMatch: String?) -> Bool {
        guard let ifNoneMatch else { return false }
        let candidates = ifNoneMatch.split(separator: ",").map { $0.filter { $0 != " " } }
        return candidates.contains("*") || candidates.contains(header) || candidates.contains("W/" + header)
    }

    private static func bytes(_ hex: String) -> [UInt8] {
        var bytes: [UInt8] = []
        var digits = hex[...]
        while digits.count >= 2 {
            bytes.append(UInt8(digits.prefix(2), radix: 16) ?? 0)
            digits = digits.dropFirst(2)
        }
        return bytes
    }
}

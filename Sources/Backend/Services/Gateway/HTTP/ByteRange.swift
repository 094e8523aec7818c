/// What a `Range` header asks of a representation of known length (RFC 9110 §14).
public enum ByteRange: Hashable, Sendable {
    /// No range, another unit, a malformed header, or several ranges: the whole representation is the answer.
    case whole
    /// Offsets into the representation; never empty, never past its end.
    case part(Range<Int64>)
    /// Nothing of the representation lies in the range.
    case unsatisfiable

    /// - Parameters:
    ///   - header: the field's value, nil when absent.
    ///   - length: bytes of the whole representation, ≥ 0.
    public init(_ header: String?, length: Int64) {
        guard let header, let spec = Self.single(header) else {
            self = .whole
            return
        }
        switch spec {
        case .from(let first, let last):
            if let last, last < first {
                self = .whole
            } else if first >= length {
                self = .unsatisfiable
            } else {
                self = .part(first..<(min(last ?? length - 1, length - 1) + 1))
            }
        case .suffix(let count):
            self = count == 0 || length == 0 ? .unsatisfiable : .part(max(0, length - count)..<length)
        }
    }

    private enum Spec {
        case from(Int64, to: Int64?)
        case suffix(Int64)
    }

    private static func single(_ header: String) -> Spec? {
        let sides = header.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        guard sides.count == 2, sides[0].lowercased() == "bytes", !sides[1].contains(",") else { return nil }
        let ends = sides[1].trimmingSpaces().split(separator: "-", maxSplits: 1, omittingEmptySubsequences: false)
        guard ends.count == 2 else { return nil }
        if ends[0].isEmpty { return digits(ends[1]).map(Spec.suffix) }
        guard let first = digits(ends[0]) else { return nil }
        if ends[1].isEmpty { return .from(first, to: nil) }
        return digits(ends[1]).map { .from(first, to: $0) }
    }

    /// `1*DIGIT`, saturating: a number that does not fit lies past every end.
    private static func digits(_ text: Substring) -> Int64? {
        guard !text.isEmpty, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
        return Int64(text) ?? .max
    }
}

extension ByteRange {
    /// `If-Range` (RFC 9110 §13.1.5): the range holds only for the representation that the client has begun.
    /// A date never matches, since no `Last-Modified` is sent.
    public static func holds(ifRange: String?, entityTag: String) -> Bool {
        guard let ifRange else { return true }
        return ifRange == entityTag
    }
}

extension Substring {
    fileprivate func trimmingSpaces() -> Substring {
        let blank: (Character) -> Bool = { $0 == " " || $0 == "\t" }
        return Substring(drop(while: blank).reversed().drop(while: blank).reversed())
    }
}

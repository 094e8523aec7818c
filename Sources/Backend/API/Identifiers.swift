/// A job's stable id: 16 characters of lower-case Crockford base 32 (80 random bits).
/// People may shorten it to any unique prefix.
public struct JobID: RawRepresentable, Codable, Hashable, Sendable, Comparable, CustomStringConvertible {
    public var rawValue: String
    public init(rawValue: String) { self.rawValue = rawValue }
    public init(_ text: String) { rawValue = text }
    public var description: String { rawValue }
    public static func < (a: JobID, b: JobID) -> Bool { a.rawValue < b.rawValue }

    public static func random() -> JobID { JobID(randomIdentifier()) }
}

/// The jobs of one confirmed plan or one `spool add`; the same alphabet as `JobID`.
public struct BatchID: RawRepresentable, Codable, Hashable, Sendable, CustomStringConvertible {
    public var rawValue: String
    public init(rawValue: String) { self.rawValue = rawValue }
    public init(_ text: String) { rawValue = text }
    public var description: String { rawValue }

    public static func random() -> BatchID { BatchID(randomIdentifier()) }
}

private func randomIdentifier() -> String {
    let alphabet = Array("0123456789abcdefghjkmnpqrstvwxyz")
    return String((0..<16).map { _ in alphabet[Int.random(in: 0..<32)] })
}

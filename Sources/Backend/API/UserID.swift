/// Who owns jobs and blobs.
public struct UserID: RawRepresentable, Codable, Hashable, Sendable, CustomStringConvertible {
    public var rawValue: String
    public init(rawValue: String) { self.rawValue = rawValue }
    public init(_ text: String) { rawValue = text }
    public var description: String { rawValue }

    /// The one person of single-user mode.
    public static let local = UserID("local")
}

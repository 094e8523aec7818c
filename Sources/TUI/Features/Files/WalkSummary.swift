/// How a search below a directory ended.
public struct WalkSummary: Hashable, Sendable {
    /// The most files one search marks.
    public static let limit = 100_000

    /// Directories that could not be read.
    public var unreadable: Int
    /// More than `limit` files were there.
    public var isCut: Bool

    public init(unreadable: Int, isCut: Bool) {
        self.unreadable = unreadable
        self.isCut = isCut
    }
}

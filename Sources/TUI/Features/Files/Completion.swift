/// What Tab finds for a path.
public struct Completion: Hashable, Sendable {
    /// Bytes to append to what was typed, text only; ends in `/` when the only match is a directory.
    public var suffix: String
    /// The first few names that match.
    public var candidates: [String]
    public var count: Int

    public init(suffix: String, candidates: [String], count: Int) {
        self.suffix = suffix
        self.candidates = candidates
        self.count = count
    }
}

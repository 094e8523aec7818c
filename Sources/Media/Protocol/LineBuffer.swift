/// Cuts a stream of bytes into lines and holds back the unfinished one.
public struct LineBuffer {
    public struct LineTooLong: Error {}

    private let limit: Int
    public private(set) var unfinished: [UInt8] = []

    /// - Parameter limit: the most bytes that a line may have before its line feed.
    public init(limit: Int = NDJSON.longestLine) {
        self.limit = limit
    }

    /// The lines that `bytes` completes, in order, without their line feeds.
    public mutating func append(_ bytes: ArraySlice<UInt8>) throws(LineTooLong) -> [[UInt8]] {
        var lines: [[UInt8]] = []
        var rest = bytes
        while let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
            unfinished += rest[..<end]
            guard unfinished.count <= limit else { throw LineTooLong() }
            lines.append(unfinished)
            unfinished = []
            rest = rest[(end + 1)...]
        }
        unfinished += rest
        guard unfinished.count <= limit else { throw LineTooLong() }
        return lines
    }
}

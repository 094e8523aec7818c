/// What a person typed after `/`: words that must all occur, in any order and case.
public struct SearchTerms: Hashable, Sendable {
    public let text: String
    private let needles: [[UInt8]]

    public init(_ text: String) {
        self.text = text
        needles = text.lowercased().split(separator: " ").map { Array($0.utf8) }
    }

    public var isEmpty: Bool { needles.isEmpty }

    public func match(_ candidate: SearchText) -> Bool {
        needles.allSatisfy { candidate.contains($0) }
    }
}

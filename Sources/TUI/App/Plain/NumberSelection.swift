/// Numbers that a person has typed: `3`, `2 5-7`, `2,5-7` or `all`.
struct NumberSelection: Hashable {
    /// Each once, in the order in which they were named.
    let numbers: [Int]

    /// nil when it names anything else than numbers from 1 to `count`.
    init?(_ text: String, count: Int) {
        if text.lowercased() == "all" {
            guard count > 0 else { return nil }
            numbers = Array(1...count)
            return
        }
        var found: [Int] = []
        for part in text.split(whereSeparator: { $0 == " " || $0 == "," }) {
            guard let range = Self.range(part), range.lowerBound >= 1, range.upperBound <= count else { return nil }
            found += range.filter { !found.contains($0) }
        }
        guard !found.isEmpty else { return nil }
        numbers = found
    }

    private static func range(_ text: Substring) -> ClosedRange<Int>? {
        let ends = text.split(separator: "-", omittingEmptySubsequences: false).map { Int($0) }
        guard let first = ends[0], let last = ends[ends.count - 1], ends.count <= 2, first <= last else { return nil }
        return first...last
    }
}

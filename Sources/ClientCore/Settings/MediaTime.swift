/// Positions in media as people write them: `90`, `1:30`, `1:02:03.5`.
public enum MediaTime {
    /// Milliseconds; nil when the text is no such position.
    public static func milliseconds(_ text: some StringProtocol) -> Int64? {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard (1...3).contains(parts.count), let last = parts.last else { return nil }
        let seconds = last.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        var total: Int64 = 0
        for (index, part) in (parts.dropLast() + [seconds[0]]).enumerated() {
            guard !part.isEmpty, part.count <= 7, part.allSatisfy({ $0.isASCII && $0.isNumber }),
                let value = Int64(part),
                index == 0 || value < 60
            else { return nil }
            total = total * 60 + value
        }
        var fraction: Int64 = 0
        if seconds.count == 2 {
            guard !seconds[1].isEmpty, seconds[1].allSatisfy({ $0.isASCII && $0.isNumber }) else { return nil }
            let digits = (seconds[1] + "00").prefix(3)
            fraction = Int64(digits) ?? 0
        }
        return total * 1000 + fraction
    }
}

/// `A-B` of `--trim`: either side may be missing, not both.
public struct TrimRange: Hashable, Sendable {
    /// Milliseconds; nil is the edge of the track.
    public var start: Int64?
    public var end: Int64?

    public init?(_ text: String) {
        let sides = text.split(separator: "-", omittingEmptySubsequences: false)
        guard sides.count == 2, !(sides[0].isEmpty && sides[1].isEmpty) else { return nil }
        start = sides[0].isEmpty ? nil : MediaTime.milliseconds(sides[0])
        end = sides[1].isEmpty ? nil : MediaTime.milliseconds(sides[1])
        guard start != nil || sides[0].isEmpty, end != nil || sides[1].isEmpty else { return nil }
        if let start, let end, end <= start { return nil }
    }
}

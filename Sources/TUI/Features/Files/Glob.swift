import MediaTypes

/// A shell pattern over one file name: `*`, `?`, `[a-z]`, `[!a-z]`; case does not matter for ASCII letters.
/// A pattern without any of them matches names that contain it.
public struct Glob: Hashable, Sendable {
    private enum Part: Hashable {
        case byte(UInt8), any, run
        case set([ClosedRange<UInt8>], negated: Bool)
    }

    private let parts: [Part]

    /// Nil for an empty pattern.
    public init?(_ pattern: String) {
        let bytes = Self.folded(Array(pattern.utf8))
        guard !bytes.isEmpty else { return nil }
        var parts: [Part] = []
        var index = 0
        while index < bytes.count {
            switch bytes[index] {
            case UInt8(ascii: "*"): parts.append(.run)
            case UInt8(ascii: "?"): parts.append(.any)
            case UInt8(ascii: "["):
                if let (set, end) = Self.set(in: bytes, at: index) {
                    parts.append(set)
                    index = end
                } else {
                    parts.append(.byte(bytes[index]))
                }
            case let byte: parts.append(.byte(byte))
            }
            index += 1
        }
        let isPlain = parts.allSatisfy { if case .byte = $0 { true } else { false } }
        self.parts = isPlain ? [.run] + parts + [.run] : parts
    }

    public func matches(_ name: RawName) -> Bool {
        let text = Self.folded(name.bytes)
        var part = 0
        var position = 0
        var retry: (part: Int, position: Int)?
        while position < text.count {
            if part < parts.count, case .run = parts[part] {
                retry = (part, position)
                part += 1
            } else if part < parts.count, let length = Self.length(of: parts[part], at: position, in: text) {
                part += 1
                position += length
            } else if let (restart, from) = retry {
                retry = (restart, from + 1)
                part = restart + 1
                position = from + 1
            } else {
                return false
            }
        }
        return parts[part...].allSatisfy { $0 == .run }
    }

    /// How many bytes `part` takes at `position`; nil when it does not match. `?` takes a whole UTF-8 character.
    private static func length(of part: Part, at position: Int, in text: [UInt8]) -> Int? {
        switch part {
        case .byte(let byte): return text[position] == byte ? 1 : nil
        case .set(let ranges, let negated): return ranges.contains { $0.contains(text[position]) } != negated ? 1 : nil
        case .run: return nil
        case .any:
            var end = position + 1
            while text[position] >= 0xC0, end < text.count, text[end] & 0xC0 == 0x80 { end += 1 }
            return end - position
        }
    }

    /// The set that starts with `[` at `start`, and the index of its `]`; nil when it is not closed.
    private static func set(in bytes: [UInt8], at start: Int) -> (Part, Int)? {
        var index = start + 1
        var negated = false
        if index < bytes.count, bytes[index] == UInt8(ascii: "!") || bytes[index] == UInt8(ascii: "^") {
            negated = true
            index += 1
        }
        var ranges: [ClosedRange<UInt8>] = []
        while index < bytes.count, bytes[index] != UInt8(ascii: "]") || ranges.isEmpty {
            let low = bytes[index]
            if index + 2 < bytes.count, bytes[index + 1] == UInt8(ascii: "-"), bytes[index + 2] != UInt8(ascii: "]") {
                ranges.append(min(low, bytes[index + 2])...max(low, bytes[index + 2]))
                index += 3
            } else {
                ranges.append(low...low)
                index += 1
            }
        }
        return index < bytes.count ? (.set(ranges, negated: negated), index) : nil
    }

    private static func folded(_ bytes: [UInt8]) -> [UInt8] {
        bytes.map { (0x41...0x5A).contains($0) ? $0 + 0x20 : $0 }
    }
}

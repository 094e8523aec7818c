import MediaTypes

/// Text prepared for a filter's search: lower case once, then compared byte by byte.
public struct SearchText: Hashable, Sendable {
    let bytes: [UInt8]

    public init(_ name: RawName) {
        let isASCII = name.bytes.allSatisfy { $0 < 0x80 }
        bytes =
            isASCII
            ? name.bytes.map { (0x41...0x5A).contains($0) ? $0 + 0x20 : $0 } : Array(name.text.lowercased().utf8)
    }

    func contains(_ needle: [UInt8]) -> Bool {
        guard let first = needle.first else { return true }
        return bytes.withUnsafeBufferPointer { text in
            needle.withUnsafeBufferPointer { needle in
                var start = 0
                let last = text.count - needle.count
                while start <= last {
                    if text[start] == first, matches(text, at: start, needle) { return true }
                    start += 1
                }
                return false
            }
        }
    }

    private func matches(_ text: UnsafeBufferPointer<UInt8>, at start: Int, _ needle: UnsafeBufferPointer<UInt8>)
        -> Bool
    {
        var index = 1
        while index < needle.count {
            if text[start + index] != needle[index] { return false }
            index += 1
        }
        return true
    }
}

import MediaTypes

/// The order of names in which `track 2` comes before `track 10` and case does not matter.
public enum NaturalOrder {
    /// A key whose plain byte order is the natural order. Runs of digits compare by value: a marker of their length
    /// without leading zeros, then the digits.
    public static func key(_ name: RawName) -> [UInt8] {
        let bytes = name.bytes
        var key: [UInt8] = []
        key.reserveCapacity(bytes.count + 8)
        var index = 0
        while index < bytes.count {
            guard isDigit(bytes[index]) else {
                key.append(folded(bytes[index]))
                index += 1
                continue
            }
            while index < bytes.count, bytes[index] == UInt8(ascii: "0") { index += 1 }
            let start = index
            while index < bytes.count, isDigit(bytes[index]) { index += 1 }
            // Digits stand where "0" stands among other characters.
            key.append(UInt8(ascii: "0"))
            key.append(UInt8(min(index - start, 255)))
            key.append(contentsOf: bytes[start..<index])
        }
        return key
    }

    /// Names by their keys; equal keys (`a01`, `a1`, `A1`) by their bytes, so that the order is total.
    public static func precedes(_ a: (key: [UInt8], name: RawName), _ b: (key: [UInt8], name: RawName)) -> Bool {
        if a.key != b.key { return a.key.lexicographicallyPrecedes(b.key) }
        return a.name.bytes.lexicographicallyPrecedes(b.name.bytes)
    }

    public static func sorted(_ names: some Sequence<RawName>) -> [RawName] {
        names.map { (key: key($0), name: $0) }.sorted(by: precedes).map(\.name)
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
    private static func folded(_ byte: UInt8) -> UInt8 { (0x41...0x5A).contains(byte) ? byte + 0x20 : byte }
}

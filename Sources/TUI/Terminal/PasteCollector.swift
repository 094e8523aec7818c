/// Gathers one bracketed paste up to its end mark. What exceeds the limit is read and dropped.
struct PasteCollector: Sendable {
    static let limit = 1 << 20
    private static let endMark = Array("\u{1B}[201~".utf8)

    private var bytes: [UInt8] = []
    /// How much of the end mark the last bytes are.
    private var matched = 0

    /// Takes bytes up to and including the end mark; returns how many, and whether the mark was there.
    mutating func take(_ input: ArraySlice<UInt8>) -> (count: Int, ended: Bool) {
        var position = input.startIndex
        while position < input.endIndex {
            let byte = input[position]
            position += 1
            if byte == Self.endMark[matched] {
                matched += 1
                if matched == Self.endMark.count { return (position - input.startIndex, true) }
                continue
            }
            keep(Self.endMark[..<matched])
            // The mark's first byte occurs in it once, so a broken match can only begin anew.
            matched = byte == Self.endMark[0] ? 1 : 0
            if matched == 0 { keep(CollectionOfOne(byte)) }
        }
        return (input.count, false)
    }

    private mutating func keep(_ more: some Collection<UInt8>) {
        if bytes.count + more.count <= Self.limit { bytes.append(contentsOf: more) }
    }

    var text: String { String(decoding: bytes, as: UTF8.self) }
}

import MediaTypes

/// Names that a server announces, made into names of files in a chosen directory.
public enum SafeFileName {
    /// Bytes; leaves room for ` (2)` and `.part` within the usual 255.
    static let longest = 220

    /// One component without control bytes, never hidden, `.` or `..`; its extension is kept when it is cut.
    public static func make(_ announced: RawName) -> RawName {
        var bytes = announced.lastComponent.bytes.map { $0 < 0x20 || $0 == 0x7F ? UInt8(ascii: "_") : $0 }
        if bytes.first == UInt8(ascii: ".") { bytes[0] = UInt8(ascii: "_") }
        if bytes.isEmpty { return "download.mp3" }
        let name = RawName(bytes: bytes)
        guard bytes.count > longest else { return name }
        let ending = bytes.dropFirst(name.stem.bytes.count).prefix(16)
        return RawName(bytes: cut(name.stem.bytes, to: longest - ending.count) + ending)
    }

    /// `name (2).mp3`; the first is the name itself.
    static func numbered(_ name: RawName, _ number: Int) -> RawName {
        if number == 1 { return name }
        let stem = name.stem.bytes
        return RawName(bytes: stem + Array(" (\(number))".utf8) + name.bytes.dropFirst(stem.count))
    }

    /// At most `limit` bytes, not ending within a UTF-8 character.
    private static func cut(_ bytes: [UInt8], to limit: Int) -> ArraySlice<UInt8> {
        var end = min(limit, bytes.count)
        while end > limit - 3, end < bytes.count, bytes[end] & 0xC0 == 0x80 { end -= 1 }
        return bytes[..<end]
    }
}

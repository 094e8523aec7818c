/// ID3v2 tags in front of a file's own first byte.
enum ID3Prefix {
    private static let headerSize = 10
    /// More tags than this in a row are not stepped over.
    private static let mostTags = 8

    /// Where the content after all leading tags starts; 0 when there is none.
    static func end(in file: InputFile) -> Int64 {
        var offset: Int64 = 0
        for _ in 0..<mostTags {
            guard let length = length(of: file.bytes(at: offset, count: headerSize)) else { return offset }
            offset += length
        }
        return offset
    }

    /// Bytes of the tag that `header` (10 bytes) starts, header and footer included; nil when it is none.
    static func length(of header: [UInt8]) -> Int64? {
        guard header.count == headerSize, header.starts(with: Array("ID3".utf8)), header[3] != 0xFF, header[4] != 0xFF,
            header[6...9].allSatisfy({ $0 < 0x80 })
        else { return nil }
        let body = header[6...9].reduce(Int64(0)) { $0 << 7 | Int64($1) }
        let footer: Int64 = header[5] & 0x10 != 0 ? 10 : 0
        return Int64(headerSize) + body + footer
    }
}

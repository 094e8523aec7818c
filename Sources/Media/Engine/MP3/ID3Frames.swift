import MediaTypes

/// The frames of an ID3v2 tag as bytes (id3.org: id3v2.3.0, id3v2.4.0-frames, id3v2-chapters-1.0).
struct ID3Frames {
    let version: ID3Tag.Version
    private(set) var bytes: [UInt8] = []

    init(version: ID3Tag.Version) { self.version = version }

    /// 28 bits in four bytes of seven.
    static func syncSafe(_ value: Int) -> [UInt8] {
        [21, 14, 7, 0].map { UInt8(value >> $0 & 0x7F) }
    }

    mutating func append(_ identifier: String, _ content: [UInt8]) {
        guard Self.isIdentifier(identifier) else { return }
        bytes.append(contentsOf: identifier.utf8)
        if version == .v24 {
            bytes.append(contentsOf: Self.syncSafe(content.count))
        } else {
            bytes.append(bigEndian: UInt32(content.count))
        }
        bytes.append(contentsOf: [0, 0])
        bytes.append(contentsOf: content)
    }

    mutating func append(text: String, as identifier: String) {
        let text = Self.clean(text)
        guard !text.isEmpty else { return }
        let encoding = encoding(of: [text])
        append(identifier, [encoding.rawValue] + encoding.bytes(text))
    }

    mutating func append(userText text: String, description: String) {
        let (text, description) = (Self.clean(text), Self.clean(description))
        let encoding = encoding(of: [text, description])
        append("TXXX", [encoding.rawValue] + encoding.terminated(description) + encoding.bytes(text))
    }

    mutating func append(_ comment: ID3Tag.Comment) {
        let (text, description) = (Self.clean(comment.text), Self.clean(comment.description))
        let encoding = encoding(of: [text, description])
        let code = Array(comment.language.utf8)
        let language = code.count == 3 && code.allSatisfy { 0x21...0x7E ~= $0 } ? code : Array("XXX".utf8)
        append("COMM", [encoding.rawValue] + language + encoding.terminated(description) + encoding.bytes(text))
    }

    mutating func append(cover: [UInt8]) {
        guard let image = ID3Image(cover) else { return }
        let frontCover: UInt8 = 3
        let latin1 = Encoding.latin1
        append(
            "APIC", [latin1.rawValue] + latin1.terminated(image.mimeType) + [frontCover] + latin1.terminated("") + cover
        )
    }

    /// One `CHAP` each, and the `CTOC` that orders them.
    mutating func append(chapters: [MediaInfo.Chapter]) {
        guard !chapters.isEmpty else { return }
        let names = chapters.indices.map { Array("ch\($0)".utf8) + [0] }
        let isTopLevelAndOrdered: UInt8 = 3
        append("CTOC", Array("toc".utf8) + [0, isTopLevelAndOrdered, UInt8(clamping: names.count)] + names.joined())
        for (name, chapter) in zip(names, chapters) {
            var content = name
            content.append(bigEndian: UInt32(clamping: chapter.start))
            content.append(bigEndian: UInt32(clamping: chapter.end))
            content.append(contentsOf: repeatElement(0xFF, count: 8))  // no byte offsets
            var title = ID3Frames(version: version)
            title.append(text: chapter.title, as: "TIT2")
            append("CHAP", content + title.bytes)
        }
    }

    private static func isIdentifier(_ text: String) -> Bool {
        text.utf8.count == 4 && text.utf8.allSatisfy { 0x41...0x5A ~= $0 || 0x30...0x39 ~= $0 }
    }

    /// Without NUL, which would end or split the text, and not longer than is allowed.
    private static func clean(_ text: String) -> String {
        var kept = String.UnicodeScalarView()
        var size = 0
        for scalar in text.unicodeScalars where scalar != "\0" {
            size += UTF8.width(scalar)
            if size > ID3Tag.longestText { break }
            kept.append(scalar)
        }
        return String(kept)
    }
}

extension ID3Frames {
    /// How a frame's text is written; the raw value is the byte before it.
    enum Encoding: UInt8 {
        case latin1 = 0
        case utf16 = 1
        case utf8 = 3

        func bytes(_ text: String) -> [UInt8] {
            self == .utf16
                ? [0xFF, 0xFE] + text.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] } : Array(text.utf8)
        }

        func terminated(_ text: String) -> [UInt8] {
            bytes(text) + [UInt8](repeating: 0, count: self == .utf16 ? 2 : 1)
        }
    }

    /// UTF-8 where the version has it, else UTF-16; plain ASCII in v2.3 as Latin-1, which every player reads.
    private func encoding(of texts: [String]) -> Encoding {
        if version == .v24 { return .utf8 }
        return texts.allSatisfy { $0.utf8.allSatisfy { $0 < 0x80 } } ? .latin1 : .utf16
    }
}

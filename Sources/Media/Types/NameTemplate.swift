/// How an MP3 is named after its source and tags, e.g. `{artist|album_artist}/{album}/{track:02} {title|stem}`.
///
/// - `{field}` is a value, nothing when there is none; `{a|b|"text"}` is the first of them that there is.
/// - `{field:02}` fills a number with zeros to two digits; `3/12` counts as 3.
/// - `{{` and `}}` are braces. `/` in the template makes sub-folders; a value never does.
///
/// The name always ends in `.mp3`. It is relative, never leaves its folder, and every part of it is safe:
/// see `FileNamePart`.
public struct NameTemplate: Hashable, Sendable {
    enum Piece: Hashable, Sendable {
        case text(String)
        case value([Alternative], width: Int)
    }

    enum Alternative: Hashable, Sendable {
        case field(Field)
        case text(String)
    }

    public enum Field: String, CaseIterable, Hashable, Sendable {
        /// The source's file name without its extension, byte for byte.
        case stem
        /// The source's extension in lower case.
        case ext
        case title, artist, album, composer, genre, track, disc, date, chapter, language
        case albumArtist = "album_artist"
        /// The first four digits of the date.
        case year
    }

    /// `{stem}`.
    public static let standard = NameTemplate(parts: [[.value([.field(.stem)], width: 0)]])

    static let fileExtension = Array(".mp3".utf8)

    /// The folders and, last, the file; never empty.
    let parts: [[Piece]]

    init(parts: [[Piece]]) {
        self.parts = parts
    }

    /// The path below the chosen folder, e.g. `Bach/BWV 988/01 Aria.mp3`. A folder whose name comes out empty is
    /// left out; a file whose name does is named for its source.
    public func name(for values: Values) -> RawName {
        var path = parts.dropLast().map { FileNamePart($0.rendered(values)) }.filter { !$0.isEmpty }.map(\.bytes)
        path.append(fileName(values))
        return RawName(bytes: path.joined(separator: [UInt8(ascii: "/")]))
    }

    private func fileName(_ values: Values) -> [UInt8] {
        var rendered = parts.last?.rendered(values) ?? []
        if rendered.count > Self.fileExtension.count,
            rendered.suffix(Self.fileExtension.count) == Self.fileExtension[...],
            parts.last?.endsInExtension == true
        {
            rendered.removeLast(Self.fileExtension.count)
        }
        let candidates = [rendered, values.source.stem.bytes, Array("audio".utf8)]
        let parts = candidates.lazy.map { FileNamePart($0, roomFor: Self.fileExtension.count) }
        return (parts.first { !$0.isEmpty }?.bytes ?? []) + Self.fileExtension
    }
}

extension [NameTemplate.Piece] {
    /// Whether the template itself spells the extension out.
    fileprivate var endsInExtension: Bool {
        if case .text(let text) = last { text.hasSuffix(".mp3") } else { false }
    }

    fileprivate func rendered(_ values: NameTemplate.Values) -> [UInt8] {
        flatMap { piece in
            switch piece {
            case .text(let text): [UInt8](text.utf8)
            case .value(let alternatives, let width):
                values.first(of: alternatives).map { FileNamePart.withoutSlashes($0, fillingTo: width) } ?? []
            }
        }
    }
}

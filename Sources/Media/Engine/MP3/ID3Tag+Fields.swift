import MediaTypes

extension ID3Tag {
    /// Frame identifiers by the names of `MediaInfo.tags`.
    private static let identifiers = [
        "title": "TIT2", "subtitle": "TIT3", "artist": "TPE1", "album": "TALB", "album_artist": "TPE2",
        "albumartist": "TPE2", "composer": "TCOM", "performer": "TPE3", "conductor": "TPE3", "genre": "TCON",
        "track": "TRCK", "disc": "TPOS", "date": "TDRC", "year": "TDRC", "copyright": "TCOP", "publisher": "TPUB",
        "encoded_by": "TENC", "grouping": "TIT1", "bpm": "TBPM", "isrc": "TSRC", "lyricist": "TEXT",
        "language": "TLAN", "sort_name": "TSOT", "sort_artist": "TSOP", "sort_album": "TSOA",
    ]

    /// What a container says of its own making; it is not true of the MP3.
    private static let technical: Set<String> = ["encoder", "major_brand", "minor_version", "compatible_brands"]

    /// A tag from container tags.
    ///
    /// - Parameters:
    ///   - fields: By the names of `MediaInfo.tags`; unknown names become `TXXX`, empty values nothing.
    ///   - language: ISO 639-2 of the track, for `TLAN`.
    public init(
        version: Version = .v24, fields: [String: String], language: String? = nil, cover: [UInt8]? = nil,
        chapters: [MediaInfo.Chapter] = []
    ) {
        self.init(version: version)
        self.cover = cover
        self.chapters = chapters
        // sorted, so that of two names for one frame always the same wins
        for (name, value) in fields.sorted(by: { $0.key < $1.key })
        where !value.isEmpty && !Self.technical.contains(name.lowercased()) {
            if let identifier = Self.identifiers[name.lowercased()] {
                if texts[identifier] == nil { texts[identifier] = value }
            } else if name.lowercased() == "comment" {
                comments.append(Comment(text: value))
            } else {
                userTexts[name] = value
            }
        }
        if let language { texts["TLAN"] = language }
    }

    /// The tag with the frames that the encoder knows; the length is filled in at the end.
    func completed(encoder: String) -> ID3Tag {
        var tag = limited().tag
        tag.milliseconds = tag.milliseconds ?? 0
        tag.texts["TSSE"] = tag.texts["TSSE"] ?? encoder
        return tag
    }
}

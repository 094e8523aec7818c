import MediaTypes

extension ID3Tag {
    /// Bytes of UTF-8 of one text.
    static let longestText = 64 << 10
    static let largestCover = 16 << 20
    /// Frames of one kind; also what the table of chapters can count.
    static let mostEntries = 255

    /// The tag without what is too large or not understood, with a warning for each kind of loss.
    public func limited() -> (tag: ID3Tag, warnings: [MediaWarning]) {
        var tag = self
        var losses: [String] = []
        if let cover, cover.count > Self.largestCover || ID3Image(cover) == nil {
            tag.cover = nil
            losses.append(
                cover.count > Self.largestCover
                    ? "the cover is larger than 16 MiB" : "the cover's image type is not known")
        }
        if chapters.count > Self.mostEntries {
            tag.chapters = Array(chapters.prefix(Self.mostEntries))
            losses.append("chapters after the \(Self.mostEntries)th")
        }
        if userTexts.count > Self.mostEntries {
            let kept = userTexts.sorted { $0.key < $1.key }.prefix(Self.mostEntries)
            tag.userTexts = Dictionary(uniqueKeysWithValues: kept.map { ($0.key, $0.value) })
            losses.append("fields after the \(Self.mostEntries)th")
        }
        if comments.count > Self.mostEntries { tag.comments = Array(comments.prefix(Self.mostEntries)) }
        let isLong = { (text: String) in text.utf8.count > Self.longestText }
        if texts.values.contains(where: isLong) || userTexts.values.contains(where: isLong)
            || comments.contains(where: { isLong($0.text) })
        {
            losses.append("text beyond 64 KiB")
        }
        return (tag, losses.map { MediaWarning(.tagsDropped, "not in the tag: \($0)") })
    }
}

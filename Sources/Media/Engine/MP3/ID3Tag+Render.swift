import MediaTypes

extension ID3Tag {
    /// Zeros after the frames, so that the length can be filled in later and editors need not rewrite the file.
    private static let usualPadding = 256

    /// The tag's bytes, padding included; deterministic.
    ///
    /// - Parameter size: The size to pad to, at least what a rendering without it had; nil takes the usual padding.
    public func render(size: Int? = nil) -> [UInt8] {
        var frames = ID3Frames(version: version)
        let tag = limited().tag
        for (identifier, text) in tag.dated().sorted(by: { $0.key < $1.key }) {
            frames.append(text: text, as: identifier)
        }
        if let milliseconds { frames.append(text: String(milliseconds), as: "TLEN") }
        for (description, text) in tag.userTexts.sorted(by: { $0.key < $1.key }) {
            frames.append(userText: text, description: description)
        }
        for comment in tag.comments { frames.append(comment) }
        if let cover = tag.cover { frames.append(cover: cover) }
        frames.append(chapters: tag.chapters)

        let total = max(size ?? 0, 10 + frames.bytes.count + (size == nil ? Self.usualPadding : 0))
        var bytes = Array("ID3".utf8) + [UInt8(version.rawValue), 0, 0] + ID3Frames.syncSafe(total - 10)
        bytes += frames.bytes
        return bytes + [UInt8](repeating: 0, count: total - bytes.count)
    }

    /// The text frames with the date as the version spells it.
    private func dated() -> [String: String] {
        guard version == .v23, let date = texts["TDRC"] else { return texts }
        var frames = texts
        frames["TDRC"] = nil
        let parts = date.prefix(10).split(separator: "-", omittingEmptySubsequences: false)
        guard let year = parts.first, year.utf8.count == 4, Int(year) != nil else { return frames }
        frames["TYER"] = String(year)
        if parts.count == 3, parts.dropFirst().allSatisfy({ $0.utf8.count == 2 && Int($0) != nil }) {
            frames["TDAT"] = "\(parts[2])\(parts[1])"
        }
        return frames
    }
}

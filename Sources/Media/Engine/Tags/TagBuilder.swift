import CFFmpeg
import MediaTypes

/// Makes the ID3 tag of a conversion from the container, the chosen track and the options.
struct TagBuilder {
    let container: Container
    let choice: ChosenTrack
    let options: ConversionOptions
    let trim: TrimRange

    /// The text fields by the names of `MediaInfo.tags`: the container's, replaced by the options'.
    var fields: [String: String] {
        var fields = container.tags(chosen: choice.stream)
        for (name, value) in options.tags { fields[name.lowercased()] = value.isEmpty ? nil : value }
        return fields
    }

    /// The tag within its limits, and a warning for each kind of thing that is left out.
    func tag() -> (tag: ID3Tag, warnings: [MediaWarning]) {
        let fields = fields
        let tag = ID3Tag(
            version: options.id3Version == 3 ? .v23 : .v24, fields: fields,
            language: fields["language"] ?? choice.track.language,
            cover: cover, chapters: chapters)
        return tag.limited()
    }

    private var cover: [UInt8]? {
        guard let picture = container.coverStream?.pointee.attached_pic, let data = picture.data else { return nil }
        return Array(UnsafeBufferPointer(start: data, count: Int(picture.size)))
    }

    /// Chapters as they lie in the MP3: from its first sample, without those that were trimmed off.
    private var chapters: [MediaInfo.Chapter] {
        let origin = trim.start + max(0, trackStart)
        return container.chapters.compactMap { chapter in
            let end = min(chapter.end, trim.end.map { $0 + max(0, trackStart) } ?? chapter.end)
            guard end > max(chapter.start, origin) else { return nil }
            return .init(start: max(0, chapter.start - origin), end: end - origin, title: chapter.title)
        }
    }

    /// Where the track starts on the container's time line, milliseconds; its MP3 starts with its first sample.
    private var trackStart: Int64 {
        MediaDuration.milliseconds(choice.stream.pointee.start_time, timeBase: choice.stream.pointee.time_base) ?? 0
    }
}

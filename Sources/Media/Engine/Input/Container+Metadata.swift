import CFFmpeg
import MediaTypes

extension Container {
    /// Bounds on what foreign tags may cost.
    enum TagLimit {
        static let valueBytes = 64 * 1024
        static let count = 256
        static let chapters = 2000
        static let coverBytes = 16 << 20
    }

    /// The entries of a dictionary by lower-case name; the first of equal names counts.
    static func entries(of dictionary: OpaquePointer?) -> [String: String] {
        var found: [String: String] = [:]
        var entry: UnsafeMutablePointer<AVDictionaryEntry>?
        while found.count < TagLimit.count, let next = av_dict_get(dictionary, "", entry, AV_DICT_IGNORE_SUFFIX) {
            entry = next
            let key = String(cString: next.pointee.key).lowercased()
            let value = String(cString: next.pointee.value)
            guard !value.isEmpty, value.utf8.count <= TagLimit.valueBytes, found[key] == nil else { continue }
            found[key] = value
        }
        return found
    }

    /// Entries that describe the file's making, not the work in it.
    private static let technicalTags: Set<String> = [
        "major_brand", "minor_version", "compatible_brands", "handler_name", "vendor_id", "encoder", "duration",
        "language",
        "timecode", "creation_time", "bps", "number_of_frames", "number_of_bytes", "enc_key_id", "software",
        "service_name", "service_provider", "variant_bitrate", "itunsmpb", "itunnorm",
    ]

    /// The container's tags, with those of `stream` where the container has none.
    ///
    /// Ogg keeps a work's tags on the stream; elsewhere a stream's title names the track, not the work.
    func tags(chosen stream: UnsafeMutablePointer<AVStream>?) -> [String: String] {
        var tags = Self.entries(of: context.pointee.metadata)
        if let stream {
            var own = Self.entries(of: stream.pointee.metadata)
            if formatName != "ogg" { own["title"] = nil }
            tags.merge(own) { container, _ in container }
        }
        return tags.filter { !Self.technicalTags.contains($0.key) && !$0.key.hasPrefix("_statistics") }
    }

    /// Chapters in milliseconds of the container's own time line, in order; those that make no sense are left out.
    var chapters: [MediaInfo.Chapter] {
        (0..<min(context.pointee.nb_chapters, UInt32(TagLimit.chapters))).compactMap { index in
            guard let chapter = spool_chapter(context, index)?.pointee, chapter.start >= 0, chapter.end > chapter.start
            else { return nil }
            let start = chapter.start == 0 ? 0 : MediaDuration.milliseconds(chapter.start, timeBase: chapter.time_base)
            guard let start, let end = MediaDuration.milliseconds(chapter.end, timeBase: chapter.time_base) else {
                return nil
            }
            return .init(start: start, end: end, title: Self.entries(of: chapter.metadata)["title"] ?? "")
        }
    }

    /// The first attached picture with data.
    var coverStream: UnsafeMutablePointer<AVStream>? {
        streams.first {
            $0.pointee.disposition & AV_DISPOSITION_ATTACHED_PIC != 0 && $0.pointee.attached_pic.size > 0
                && $0.pointee.attached_pic.data != nil
        }
    }

    var hasVideo: Bool {
        streams.contains {
            $0.pointee.codecpar.pointee.codec_type == AVMEDIA_TYPE_VIDEO
                && $0.pointee.disposition & AV_DISPOSITION_ATTACHED_PIC == 0
        }
    }
}

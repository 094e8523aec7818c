/// What a probe finds in one file.
public struct MediaInfo: Codable, Hashable, Sendable {
    public struct Chapter: Codable, Hashable, Sendable {
        /// Milliseconds from the start of the track.
        public var start: Int64
        public var end: Int64
        public var title: String

        public init(start: Int64, end: Int64, title: String) {
            self.start = start
            self.end = end
            self.title = title
        }
    }

    /// FFmpeg's short demuxer name, e.g. `mov`, `matroska`, `mpegts`.
    public var container: String
    /// Bytes.
    public var size: Int64
    /// Milliseconds as the container declares; nil when it does not or the value is absurd.
    public var duration: Int64?
    public var tracks: [AudioTrack]
    /// Index into `tracks` of the track that the standard rule takes; nil when there is none.
    public var chosen: Int?
    /// Container tags by lower-case name (`title`, `artist`, `album`, `date`, `genre`, `track`, `comment`, …).
    public var tags: [String: String]
    public var chapters: [Chapter]
    public var hasCover: Bool
    public var hasVideo: Bool

    public init(
        container: String, size: Int64, duration: Int64? = nil, tracks: [AudioTrack] = [], chosen: Int? = nil,
        tags: [String: String] = [:], chapters: [Chapter] = [], hasCover: Bool = false, hasVideo: Bool = false
    ) {
        self.container = container
        self.size = size
        self.duration = duration
        self.tracks = tracks
        self.chosen = chosen
        self.tags = tags
        self.chapters = chapters
        self.hasCover = hasCover
        self.hasVideo = hasVideo
    }
}

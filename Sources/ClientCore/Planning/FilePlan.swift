import MediaTypes

/// What will become of one file when it is queued.
public struct FilePlan: Hashable, Sendable {
    /// Absolute.
    public var path: RawName
    /// What the probe found; nil when it failed.
    public var info: MediaInfo?
    /// Index into `info.tracks` of the track that will be taken, and why.
    public var track: Int?
    public var reason: String
    /// Absolute path of the result as it would be named now; nil when there will be none.
    public var output: RawName?
    /// The wanted name is taken, by a file or by another one of the batch, so that `output` is another one.
    public var isRenamed: Bool
    /// The same source has been converted with the same options, and the result is still there.
    public var isConverted: Bool
    /// Milliseconds of audio; nil while unknown.
    public var duration: Int64?
    /// Bytes of the MP3; nil while unknown.
    public var estimatedSize: Int64?
    /// Why it cannot be converted.
    public var problem: MediaFailure?

    init(path: RawName, info: MediaInfo? = nil, problem: MediaFailure? = nil) {
        self.path = path
        self.info = info
        self.problem = problem
        reason = ""
        isRenamed = false
        isConverted = false
    }

    public var chosenTrack: AudioTrack? { track.flatMap { track in info?.tracks[track] } }
}

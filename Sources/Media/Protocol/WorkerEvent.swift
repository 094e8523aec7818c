import MediaTypes

/// One line of `spool-media`'s standard output. Exactly one of `.info` (probe), `.done` / `.failed` or
/// `.sandbox` (self-test) ends a run; a run that ends without one has crashed.
public enum WorkerEvent: Hashable, Sendable {
    case info(MediaInfo)
    case started(ConvertStart)
    case progress(ConvertProgress)
    case warning(MediaWarning)
    case done(ConvertResult)
    case failed(MediaFailure)
    case sandbox(SandboxReport)
}

/// The track that was taken, before the first sample is encoded.
public struct ConvertStart: Codable, Hashable, Sendable {
    public var track: AudioTrack
    /// Why this one, for people: `default track`, `language jpn`, `the only track`.
    public var reason: String
    /// Samples per channel at the source's rate that the container promises; nil when it does not.
    public var expectedSamples: Int64?

    public init(track: AudioTrack, reason: String, expectedSamples: Int64?) {
        self.track = track
        self.reason = reason
        self.expectedSamples = expectedSamples
    }
}

/// At most four a second.
public struct ConvertProgress: Codable, Hashable, Sendable {
    /// Milliseconds of audio encoded.
    public var done: Int64
    /// Milliseconds of audio in all; nil when the container does not say.
    public var total: Int64?

    public init(done: Int64, total: Int64?) {
        self.done = done
        self.total = total
    }
}

public struct ConvertResult: Codable, Hashable, Sendable {
    /// Samples per channel that the MP3 decodes to with its encoder delay and padding removed.
    public var samples: Int64
    /// Hz of the MP3.
    public var sampleRate: Int
    public var channels: Int
    public var frames: Int
    /// Bytes of the finished file, tags included.
    public var bytes: Int64
    /// kbit/s over the audio frames.
    public var bitRate: Int
    public var encoding: Encoding
    /// True when the audio was copied instead of encoded.
    public var passThrough: Bool
    /// The tags that were written, by the names of `MediaInfo.tags`; the name template reads them.
    public var tags: [String: String]

    public init(
        samples: Int64, sampleRate: Int, channels: Int, frames: Int, bytes: Int64, bitRate: Int, encoding: Encoding,
        passThrough: Bool = false, tags: [String: String] = [:]
    ) {
        self.samples = samples
        self.sampleRate = sampleRate
        self.channels = channels
        self.frames = frames
        self.bytes = bytes
        self.bitRate = bitRate
        self.encoding = encoding
        self.passThrough = passThrough
        self.tags = tags
    }

    /// Milliseconds, rounded down.
    public var duration: Int64 { sampleRate > 0 ? samples * 1000 / Int64(sampleRate) : 0 }
}

/// What the worker's sandbox refused when it was tried.
public struct SandboxReport: Codable, Hashable, Sendable {
    public var landlock: Bool
    public var seccomp: Bool
    public var limits: Bool
    /// For people: what is missing and what it means; empty when all holds.
    public var notes: [String]

    public init(landlock: Bool, seccomp: Bool, limits: Bool, notes: [String] = []) {
        self.landlock = landlock
        self.seccomp = seccomp
        self.limits = limits
        self.notes = notes
    }
}

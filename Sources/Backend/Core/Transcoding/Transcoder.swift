import MediaTypes

/// Turns one file into one MP3.
public protocol Transcoder: Sendable {
    /// Starts a conversion. Throws `MediaFailure` when the files cannot be opened.
    func start(_ request: TranscodeRequest) async throws -> any Transcoding

    /// What is in a file. Throws `MediaFailure`, or `TranscoderCrash`.
    func probe(_ file: RawName, track: String?) async throws -> MediaInfo
}

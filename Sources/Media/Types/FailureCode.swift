/// Why a job failed: the closed list that the wire, the exit codes and the tests rely on.
public enum FailureCode: String, Codable, CaseIterable, Sendable {
    // What the media is.
    case noAudio = "no_audio"
    case emptyAudio = "empty_audio"
    case damaged
    case unsupportedCodec = "unsupported_codec"
    case protected
    case notMedia = "not_media"
    case limitExceeded = "limit_exceeded"
    case truncated
    // What happened around it.
    case sourceMissing = "source_missing"
    case sourceUnreadable = "source_unreadable"
    case sourceChanged = "source_changed"
    case destinationUnwritable = "destination_unwritable"
    case diskFull = "disk_full"
    case invalidOptions = "invalid_options"
    /// The worker died more often than there are attempts.
    case crashed
    case verificationFailed = "verification_failed"
    case cancelled
    case internalError = "internal"
}

import MediaTypes

public enum TranscodeEvent: Hashable, Sendable {
    /// The track that was taken and why.
    case started(AudioTrack, reason: String)
    /// Milliseconds of audio; `total` nil while unknown.
    case progress(done: Int64, total: Int64?)
    case warning(MediaWarning)
    /// A line for the job's log.
    case log(String)
}

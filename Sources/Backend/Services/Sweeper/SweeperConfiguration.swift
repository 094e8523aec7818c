/// What is kept for how long.
public struct SweeperConfiguration: Sendable {
    public var interval: Duration = .seconds(60)
    /// How long a video is kept after its MP3 is there.
    public var videoRetention: Duration = .zero
    /// How long an MP3 is kept, and the video of a job that failed or was cancelled; nil is for ever.
    public var resultRetention: Duration? = .seconds(30 * 86_400)
    /// A blob without an owner may be on its way in for this long.
    public var orphanAge: Duration = .seconds(600)
    /// A job that has waited for this long may have lost its wake-up.
    public var wakeUpAge: Duration = .seconds(60)

    public init() {}
}

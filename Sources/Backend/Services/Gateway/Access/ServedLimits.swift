import SpoolAPI

/// What one account may use; `/v1/info` tells it.
public struct ServedLimits: Hashable, Sendable {
    public var signUp: SignUpPolicy = .closed
    /// Bytes of one video; nil is unlimited.
    public var maxUploadSize: Int64? = 20 << 30
    /// Bytes of videos and MP3s kept for one account; nil is unlimited.
    public var quota: Int64? = 100 << 30
    /// Jobs of one account that have not ended; nil is unlimited.
    public var maxJobsPerUser: Int? = 1000
    /// Days that MP3s are kept; nil is for ever.
    public var retentionDays: Int? = 30
    /// Connections that one network address may have open; nil is unlimited.
    public var connectionsPerAddress: Int? = 256
    /// True behind a proxy of one's own that appends the client's address to `X-Forwarded-For`.
    public var trustsForwardedFor = false

    public init() {}
}

/// `GET /v1/info`: what this server is and allows.
public struct ServerInfo: Codable, Hashable, Sendable {
    public enum Mode: String, Codable, Sendable {
        /// One person over a Unix socket, no login.
        case singleUser = "single_user"
        case served
    }

    public var version: String
    public var mode: Mode
    /// The daemon's process id in single-user mode.
    public var pid: Int32?
    public var queue: QueueStatus
    public var signUp: SignUpPolicy
    /// Bytes; nil is unlimited.
    public var maxUploadSize: Int64?
    public var maxJobsPerRequest: Int
    /// Jobs of one account that have not ended; nil is unlimited.
    public var maxJobsPerUser: Int?
    /// Bytes of videos and MP3s that one account may keep; nil is unlimited.
    public var quota: Int64?
    /// Days that finished MP3s are kept; nil is for ever.
    public var retentionDays: Int?

    public init(
        version: String, mode: Mode, pid: Int32? = nil, queue: QueueStatus, signUp: SignUpPolicy = .closed,
        maxUploadSize: Int64? = nil, maxJobsPerRequest: Int = 10_000, maxJobsPerUser: Int? = nil,
        quota: Int64? = nil, retentionDays: Int? = nil
    ) {
        self.version = version
        self.mode = mode
        self.pid = pid
        self.queue = queue
        self.signUp = signUp
        self.maxUploadSize = maxUploadSize
        self.maxJobsPerRequest = maxJobsPerRequest
        self.maxJobsPerUser = maxJobsPerUser
        self.quota = quota
        self.retentionDays = retentionDays
    }
}

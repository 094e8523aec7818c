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
    public var signUp: Bool
    /// Bytes; nil is unlimited.
    public var maxUploadSize: Int64?
    public var maxJobsPerRequest: Int
    /// Days that finished MP3s are kept; nil is for ever.
    public var retentionDays: Int?

    public init(
        version: String, mode: Mode, pid: Int32? = nil, queue: QueueStatus, signUp: Bool = false,
        maxUploadSize: Int64? = nil, maxJobsPerRequest: Int = 10_000, retentionDays: Int? = nil
    ) {
        self.version = version
        self.mode = mode
        self.pid = pid
        self.queue = queue
        self.signUp = signUp
        self.maxUploadSize = maxUploadSize
        self.maxJobsPerRequest = maxJobsPerRequest
        self.retentionDays = retentionDays
    }
}

import SpoolAPI

/// What the gateway is told about the server that it stands for.
public struct GatewayConfiguration: Sendable {
    public var mode: ServerInfo.Mode
    public var pid: Int32?
    public var maxJobsPerRequest = 10_000
    /// Bytes of a submission.
    public var maxSubmissionSize = 16 << 20
    /// How often event streams that have nothing to say say so.
    public var heartbeat: Duration = .seconds(15)
    public var connections: ConnectionCount
    /// Stops the whole daemon in order; nil where clients may not.
    public var shutdown: (@Sendable () -> Void)?

    public init(
        mode: ServerInfo.Mode, pid: Int32? = nil, connections: ConnectionCount = .init(),
        shutdown: (@Sendable () -> Void)? = nil
    ) {
        self.mode = mode
        self.pid = pid
        self.connections = connections
        self.shutdown = shutdown
    }
}

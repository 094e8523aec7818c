import Clocks
import Glibc
import MediaTypes
import SpoolAPI

/// One's own daemon: found by its socket, started when nobody listens there.
public struct EmbeddedDaemon: Sendable {
    public let paths: SpoolPaths
    private let environment: [RawName: RawName]
    /// Seconds that a start may take.
    private let patience: Int

    public init(_ paths: SpoolPaths, environment: [RawName: RawName] = ProcessEnvironment.current, patience: Int = 15) {
        self.paths = paths
        self.environment = environment
        self.patience = patience
    }

    /// A client that finds the daemon again when it was about to end.
    public func client() throws(ClientError) -> SpoolClient {
        let daemon = self
        return SpoolClient(
            try HTTPTransport(to: .socket(paths.socket)) { () throws(ClientError) in try await daemon.ensureRunning() })
    }

    public var isRunning: Bool { SocketProbe.connect(to: paths.socket) == 0 }

    /// Returns as soon as a daemon listens; starts it when none does. Of several clients one starts it.
    public func ensureRunning() async throws(ClientError) {
        _ = try ServerEndpoint.socket(paths.socket)
        if isRunning { return }
        let outcome = await BlockingThread.run { () -> Result<Void, ClientError> in
            Result { () throws(ClientError) in try startLocked() }
        }
        try outcome.get()
    }

    /// Waits for the end of the daemon with this process id; false when it is still there after so many seconds.
    public func waitUntilGone(_ pid: Int32?, seconds: Int) async throws(ClientError) -> Bool {
        let deadline = MonotonicClock.milliseconds() + Int64(seconds) * 1000
        while isRunning || pid.map(ProcessState.isAlive) ?? false {
            guard MonotonicClock.milliseconds() < deadline else { return false }
            try await SpoolClient.pause(.milliseconds(20))
        }
        return true
    }

    /// The last lines of the daemon's log; foreign text, unchecked.
    public func logTail(lines: Int = 20) -> [String] {
        LogTail.lines(of: paths.daemonLog, count: lines)
    }
}

extension EmbeddedDaemon {
    private func startLocked() throws(ClientError) {
        try PrivateDirectory.make(paths.state)
        let lock = try FileLock(
            paths.startLock, patience: patience,
            busy: ClientError(
                .daemon, "another spool has been starting the daemon for \(patience) seconds: try again"))
        defer { lock.release() }
        let deadline = MonotonicClock.milliseconds() + Int64(patience) * 1000
        while !isRunning {
            let program = try DaemonLocator.locate(environment: environment)
            let process = try DaemonProcess(program, log: paths.daemonLog, environment: environment)
            let message = try process.waitUntilReady(seconds: patience)
            // Somebody else's daemon was quicker and will be ready, or the old one is about to end.
            guard message?.status == ReadyMessage.alreadyRunning, MonotonicClock.milliseconds() < deadline else {
                return try check(message)
            }
            usleep(100_000)
        }
    }

    private func check(_ message: ReadyMessage?) throws(ClientError) {
        guard let message else {
            let tail = logTail(lines: 5).map { "\n  \($0)" }.joined()
            throw ClientError(
                .daemon, "spoold died while it started; the end of its log (\(paths.daemonLog.text)):\(tail)")
        }
        guard message.state == .error else { return }
        throw ClientError(.daemon, "spoold did not start: \(message.message ?? "it did not say why")")
    }
}

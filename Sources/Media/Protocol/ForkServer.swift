import CPOSIX
import Glibc
import MediaTypes
import Synchronization
import Threads

/// A `spool-media` that has loaded its libraries, of which there are more than a hundred, and becomes a worker by
/// forking: that saves a run the tens of milliseconds of processor time that loading takes. It reads no media itself.
///
/// Its workers are this process's own children, as those are that are started as programs. All have their memory laid
/// out alike, so after a crash another server takes over: a file that probes its way by crashing one worker after the
/// other meets another layout each time. There is a server from the first run on until this process ends.
public final class ForkServer: Sendable {
    private struct Server {
        let process: pid_t
        let socket: Int32
        /// Whether it has said that it can be asked.
        var isReady = false
    }

    private struct State {
        var server: Server?
        /// The program cannot be one.
        var isRefused = false
    }

    private static let loadingTime: Int32 = 30_000
    private static let forkingTime: Int32 = 5_000

    private let executable: RawName
    private let state = Mutex(State())
    /// Readable when a server is wanted.
    private let wanted: Int32

    public init(executable: RawName) {
        self.executable = executable
        wanted = spool_wake_open()
        do {
            try SystemThread.detached(name: "fork server", blocksSignals: true, stackSize: 256 << 10) { self.keep() }
        } catch {
            refuse()
        }
    }

    /// The server's process, once it can be asked.
    var readyProcess: pid_t? {
        state.withLock { $0.server?.isReady == true ? $0.server?.process : nil }
    }

    /// A worker with `descriptors` as 0, 1, 2, …; -1 leaves one closed. Nil while no server is ready: whoever asks
    /// starts the program then. Blocks for as long as a fork takes.
    func fork(_ descriptors: [Int32]) -> pid_t? {
        state.withLock { state in
            guard let server = state.server else {
                if !state.isRefused { spool_wake(wanted) }
                return nil
            }
            guard server.isReady else { return nil }
            var worker: pid_t = 0
            let count = Int32(descriptors.count)
            if spool_request_fork(server.socket, descriptors, count, Self.forkingTime, &worker) == 0 { return worker }
            Self.retire(&state)
            return nil
        }
    }

    /// Has another server take over. To be called when a worker has crashed.
    func renew() { state.withLock { Self.retire(&$0) } }

    /// One that is not ready yet has made no workers.
    private static func retire(_ state: inout State) {
        guard let server = state.server, server.isReady else { return }
        state.server?.isReady = false
        end(server)
    }

    /// With the state locked: a process that has not been reaped is still the one that is meant.
    private static func end(_ server: Server) { kill(-server.process, SIGKILL) }
}

/// The thread that starts servers. It never ends: a worker asks to be killed when the *thread* that is its parent does.
extension ForkServer {
    private func keep() {
        while spool_wait(wanted, Int16(POLLIN), -1) {
            spool_wake_clear(wanted)
            if let server = start() { attend(server) }
        }
    }

    private func start() -> Server? {
        var ends: [Int32] = [-1, -1]
        guard spool_socket_pair(&ends) == 0 else { return nil }
        defer { close(ends[1]) }
        guard let process = try? WorkerCommand(executable, options: ["--fork-server"]).spawn([ends[1], -1, -1]) else {
            close(ends[0])
            refuse()
            return nil
        }
        let server = Server(process: process, socket: ends[0])
        state.withLock { $0.server = server }
        return server
    }

    /// Stays with `server` until it has ended; ends it when it is not ready in time.
    private func attend(_ server: Server) {
        let isReady =
            spool_wait(server.socket, Int16(POLLIN), Self.loadingTime) && spool_fork_server_is_ready(server.socket)
        state.withLock { $0.server?.isReady = isReady }
        if isReady { _ = spool_wait(server.socket, 0, -1) }
        state.withLock { state in
            Self.end(server)
            var exit = spool_exit()
            _ = spool_reap(server.process, &exit)
            close(server.socket)
            state.server = nil
            if !isReady { state.isRefused = true }
        }
    }

    private func refuse() { state.withLock { $0.isRefused = true } }
}

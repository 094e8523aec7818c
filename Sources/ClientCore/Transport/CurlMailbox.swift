import CCurl
import Synchronization

/// Commands from tasks to the loop's thread, and the multi handle that wakes it.
///
/// `@unchecked Sendable` holds: `multi` never changes, threads other than the loop's use it only for
/// `curl_multi_wakeup`, which libcurl allows, and it is freed when nobody has the mailbox any more.
final class CurlMailbox: @unchecked Sendable {
    enum Command {
        case start(Transfer)
        case resume(Transfer)
        case cancel(Transfer)
        case stop
    }

    let multi: OpaquePointer
    private let commands = Mutex<[Command]>([])

    /// A full listen queue refuses non-blocking connections to Unix sockets, so requests wait here instead.
    private static let connectionsPerServer = 16

    /// libcurl asks to be initialised once a process, before any other call.
    private static let isInitialised = curl_global_init(Int(CURL_GLOBAL_DEFAULT)) == CURLE_OK

    init() throws(ClientError) {
        guard Self.isInitialised, let multi = curl_multi_init() else {
            throw ClientError(.unreachable, "libcurl could not be started")
        }
        spool_curl_multi_set_long(multi, CURLMOPT_MAX_HOST_CONNECTIONS, Self.connectionsPerServer)
        self.multi = OpaquePointer(multi)
    }

    deinit {
        curl_multi_cleanup(UnsafeMutableRawPointer(multi))
    }

    func post(_ command: Command) {
        commands.withLock { $0.append(command) }
        curl_multi_wakeup(UnsafeMutableRawPointer(multi))
    }

    func take() -> [Command] {
        commands.withLock { commands in
            defer { commands = [] }
            return commands
        }
    }
}

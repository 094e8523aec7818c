import CPOSIX
import Clocks
import Descriptors
import Glibc
import MediaTypes

/// A starting `spoold`, detached from this process and its terminal.
struct DaemonProcess {
    /// Becomes readable with the ready line, ends when the daemon dies.
    private let readyPipe: Int32
    private static let readyDescriptor: Int32 = 3

    /// Starts `spoold all` in a session of its own; input and output are /dev/null, errors go to `log`.
    init(_ program: RawName, log: RawName, environment: [RawName: RawName]) throws(ClientError) {
        var ends: [Int32] = [-1, -1]
        guard spool_pipe(&ends) == 0 else { throw Self.failure("no pipe could be made", errno) }
        let nothing = open("/dev/null", O_RDWR | O_CLOEXEC)
        let errors = log.withCString { open($0, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | O_NOFOLLOW, 0o600) }
        defer { for descriptor in [nothing, errors, ends[1]] where descriptor >= 0 { close(descriptor) } }
        guard nothing >= 0, errors >= 0 else {
            let code = errno
            close(ends[0])
            throw Self.failure("the log \(log.text) cannot be opened", code)
        }
        let arguments: [RawName] = [program, "all", "--ready-fd", RawName(String(Self.readyDescriptor))]
        let variables = environment.map { RawName(bytes: $0.bytes + [UInt8(ascii: "=")] + $1.bytes) }
        let code = Self.withCStrings(arguments) { arguments in
            Self.withCStrings(variables) { variables in
                program.withCString {
                    spool_spawn_detached($0, arguments, variables, [nothing, nothing, errors, ends[1]], 4)
                }
            }
        }
        guard code == 0 else {
            close(ends[0])
            throw Self.failure("\(program.text) cannot be started", code)
        }
        readyPipe = ends[0]
    }

    /// Blocks until the daemon is ready, says that it will not be, dies or takes longer than `seconds`.
    /// nil when it died without a word; the pipe is closed.
    func waitUntilReady(seconds: Int) throws(ClientError) -> ReadyMessage? {
        defer { close(readyPipe) }
        let deadline = MonotonicClock.milliseconds() + Int64(seconds) * 1000
        var line: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 4096)
        while !line.contains(0x0A) {
            let left = deadline - MonotonicClock.milliseconds()
            var waiting = pollfd(fd: readyPipe, events: Int16(POLLIN), revents: 0)
            let result = poll(&waiting, 1, Int32(clamping: max(left, 0)))
            if result < 0, errno == EINTR { continue }
            guard result > 0 else {
                throw ClientError(.daemon, "spoold did not become ready within \(seconds) seconds")
            }
            let count = DescriptorIO.uninterrupted { read(readyPipe, &chunk, chunk.count) }
            guard count > 0, line.count < 64 * 1024 else { return ReadyMessage(line: line) }
            line += chunk[..<count]
        }
        return ReadyMessage(line: line)
    }

    private static func failure(_ what: String, _ code: Int32) -> ClientError {
        ClientError(.daemon, "\(what): \(String(cString: strerror(code)))")
    }

    private static func withCStrings<R>(_ names: [RawName], _ body: (UnsafePointer<UnsafeMutablePointer<CChar>?>) -> R)
        -> R
    {
        var pointers: [UnsafeMutablePointer<CChar>?] = names.map { $0.withCString { strdup($0) } } + [nil]
        defer { for pointer in pointers { free(pointer) } }
        return body(&pointers)
    }
}

import CPOSIX
import Glibc
import MediaTypes

/// The child process and this side of its pipes. Not reaped until `reap()`.
struct WorkerProcess: ~Copyable {
    struct Readiness {
        var canSend = false
        var hasOutput = false
        var hasLog = false
    }

    struct Report {
        var end: WorkerEnd
        var peakMemory: Int64
        var processorTime: Int64
    }

    let id: pid_t
    private(set) var isRunning = true

    private var requests: Descriptor
    private var output: Descriptor
    private var errors: Descriptor
    /// Readable when the process has ended; none on kernels without.
    private let ended: Descriptor
    private var tail = LogTail()
    private var buffer = [UInt8](repeating: 0, count: 64 << 10)

    /// - Parameter forks: where the process comes from when it can; else the program is started.
    init(_ executable: RawName, _ files: WorkerFiles, forks: ForkServer?) throws(MediaFailure) {
        var pipes = try WorkerPipes()
        if let forked = forks?.fork(pipes.theirs(with: files)) {
            id = forked
        } else {
            // A server that was lost may have made a process that holds the others.
            if forks != nil { pipes = try WorkerPipes() }
            id = try WorkerCommand(executable).spawn(pipes.theirs(with: files))
        }
        ended = Descriptor(owning: spool_process_descriptor(id))
        requests = pipes.requests.takeOurs()
        output = pipes.output.takeOurs()
        errors = pipes.errors.takeOurs()
    }

    var log: String { tail.text }

    /// Waits until there is something to do or `deadline` has come.
    mutating func poll(wake: Int32, sending: Bool, until deadline: ContinuousClock.Instant?) -> Readiness {
        let hasEnd = Int16(POLLIN | POLLHUP | POLLERR)
        var entries = [
            pollfd(fd: sending ? requests.number : -1, events: Int16(POLLOUT), revents: 0),
            pollfd(fd: output.number, events: Int16(POLLIN), revents: 0),
            pollfd(fd: errors.number, events: Int16(POLLIN), revents: 0),
            pollfd(fd: wake, events: Int16(POLLIN), revents: 0),
            pollfd(fd: ended.number, events: Int16(POLLIN), revents: 0),
        ]
        let wait = Self.milliseconds(until: deadline)
        let ready = Glibc.poll(&entries, nfds_t(entries.count), ended.number < 0 ? Self.blindWait(wait) : wait)
        if ended.number < 0 || entries[4].revents != 0 { isRunning = !spool_has_ended(id) }
        guard ready > 0 else { return Readiness() }
        if entries[3].revents != 0 { spool_wake_clear(wake) }
        return Readiness(
            canSend: entries[0].revents != 0, hasOutput: entries[1].revents & hasEnd != 0,
            hasLog: entries[2].revents & hasEnd != 0)
    }

    /// Where the kernel does not report a process's end, it is asked every 50 ms.
    private static func blindWait(_ wait: Int32) -> Int32 { wait < 0 ? 50 : min(wait, 50) }

    private static func milliseconds(until deadline: ContinuousClock.Instant?) -> Int32 {
        guard let deadline else { return -1 }
        let (seconds, attoseconds) = (deadline - .now).components
        // Rounded up, so that a wait never ends just before its time.
        return Int32(clamping: max(0, seconds * 1000 + attoseconds / 1_000_000_000_000_000 + 1))
    }

    /// Writes as much of `bytes` as the pipe takes.
    mutating func send(_ bytes: inout ArraySlice<UInt8>) {
        let count = bytes.withUnsafeBytes { write(requests.number, $0.baseAddress, $0.count) }
        if count > 0 {
            bytes = bytes.dropFirst(count)
        } else if count < 0, errno != EAGAIN, errno != EINTR {
            // A worker that does not listen will say why, or its end will.
            bytes = []
        }
    }

    /// Nothing more will be sent.
    mutating func endRequests() { requests = .none }

    mutating func readOutput(_ body: (ArraySlice<UInt8>) -> Void) {
        let (bytes, isOpen) = read(output.number)
        body(bytes)
        if !isOpen { output = .none }
    }

    mutating func readLog() {
        let (bytes, isOpen) = read(errors.number)
        tail.append(bytes)
        if !isOpen { errors = .none }
    }

    private mutating func read(_ number: Int32) -> (bytes: ArraySlice<UInt8>, isOpen: Bool) {
        let count = buffer.withUnsafeMutableBytes { Glibc.read(number, $0.baseAddress, $0.count) }
        if count > 0 { return (buffer[..<count], true) }
        return ([], count < 0 && (errno == EAGAIN || errno == EINTR))
    }

    /// Reads what an ended process left in its pipes: at most what a pipe holds, so that nobody else who has
    /// one open can keep us here.
    mutating func drain(_ body: (ArraySlice<UInt8>) -> Void) {
        for _ in 0..<32 {
            let (bytes, _) = read(output.number)
            let (log, _) = read(errors.number)
            if bytes.isEmpty && log.isEmpty { return }
            body(bytes)
            tail.append(log)
        }
    }

    func reap() -> Report {
        var result = spool_exit()
        guard spool_reap(id, &result) == 0 else { return Report(end: .status(-1), peakMemory: 0, processorTime: 0) }
        return Report(
            end: result.signal == 0 ? .status(result.status) : .signal(result.signal),
            peakMemory: result.peak_memory, processorTime: result.processor_time)
    }
}

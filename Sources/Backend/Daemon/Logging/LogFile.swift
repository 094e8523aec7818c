import Glibc
import MediaTypes
import Synchronization

/// A log file that never grows beyond `limit`: then it becomes `NAME.1`, that `NAME.2`, and the oldest goes.
final class LogFile: LogSink {
    private struct State {
        var descriptor: Int32
        var size: Int
    }

    private let path: RawName
    private let limit: Int
    private let generations: Int
    private let state: Mutex<State>

    /// - Parameters:
    ///   - limit: bytes of one file.
    ///   - generations: files beside the current one.
    init(_ path: RawName, limit: Int = 4 << 20, generations: Int = 3) throws(StartFailure) {
        self.path = path
        self.limit = limit
        self.generations = generations
        let descriptor = Self.open(path)
        guard descriptor >= 0 else {
            throw StartFailure("the log \(path.text) cannot be written: \(String(cString: strerror(errno)))")
        }
        state = Mutex(State(descriptor: descriptor, size: Int(lseek(descriptor, 0, SEEK_END))))
    }

    deinit { state.withLock { _ = close($0.descriptor) } }

    /// Appends one line. A full disk loses lines, never the daemon.
    func append(_ line: String) {
        let bytes = Array(line.utf8) + [0x0A]
        state.withLock { state in
            if state.size > 0, state.size + bytes.count > limit { rotate(&state) }
            let written = write(state.descriptor, bytes, bytes.count)
            state.size += max(0, written)
        }
    }

    private func rotate(_ state: inout State) {
        for generation in stride(from: generations - 1, through: 0, by: -1) {
            _ = name(generation).withCString { from in name(generation + 1).withCString { rename(from, $0) } }
        }
        let fresh = Self.open(path)
        guard fresh >= 0 else { return }
        close(state.descriptor)
        state = State(descriptor: fresh, size: 0)
    }

    private func name(_ generation: Int) -> RawName {
        generation == 0 ? path : RawName(bytes: path.bytes + Array(".\(generation)".utf8))
    }

    private static func open(_ path: RawName) -> Int32 {
        path.withCString { Glibc.open($0, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC | O_NOFOLLOW, 0o600) }
    }
}

import Synchronization

/// What one attempt has to tell: lines for the job's log, the track, the warnings.
final class AttemptLog: Sendable {
    private struct State {
        var lines: [String] = []
        var size = 0
    }

    private let state = Mutex(State())

    /// The ledger keeps the last 64 KiB of a job; what is beyond is not worth carrying.
    private static let limit = 64 * 1024

    func add(_ line: String) {
        state.withLock { state in
            state.lines.append(line)
            state.size += line.utf8.count + 1
            while state.size > Self.limit, !state.lines.isEmpty {
                state.size -= state.lines.removeFirst().utf8.count + 1
            }
        }
    }

    var text: String { state.withLock { $0.lines.map { $0 + "\n" }.joined() } }
}

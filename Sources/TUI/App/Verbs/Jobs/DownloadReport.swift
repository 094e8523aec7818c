import ClientCore
import Clocks
import SpoolAPI
import Synchronization
import TUIFeatures
import TUIScreen

/// Shows downloads: live lines on a terminal, records, and a line for each that has ended.
final class DownloadReport: Sendable {
    private struct State {
        var live: LiveLines
        var running: [JobID: TransferQueue.Transfer] = [:]
    }

    private let output: VerbOutput
    private let state: Mutex<State>

    init(_ output: VerbOutput) {
        self.output = output
        state = Mutex(State(live: LiveLines(output)))
    }

    func show(_ transfer: TransferQueue.Transfer) {
        state.withLock { state in
            output.record(Self.record(transfer))
            state.running[transfer.id] = transfer.state == .running ? transfer : nil
            if let line = Self.line(transfer) { state.live.finish(line) }
            let running = state.running.values.sorted { $0.id < $1.id }
            state.live.draw(now: MonotonicClock.milliseconds()) { columns in
                running.map { Self.progress($0, columns: columns) }
            }
        }
    }

    func end() { state.withLock { $0.live.clear() } }

    private static func line(_ transfer: TransferQueue.Transfer) -> SafeText? {
        let name = JobText.name(transfer.download.name)
        switch transfer.state {
        case .waiting, .running, .cancelled: return nil
        case .resting(let error): return name + SafeText(": \(error.message); trying again")
        case .failed(let error): return name + SafeText(": failed: \(error.message)")
        case .done(let path):
            return name + ": saved as " + JobText.name(path)
                + SafeText(" (\(Human.bytes(transfer.download.size)), verified)")
        }
    }

    private static func progress(_ transfer: TransferQueue.Transfer, columns: Int) -> SafeText {
        let share = Double(transfer.received) / Double(max(transfer.download.size, 1))
        let head = SafeText(
            "\(JobText.pad(Human.percent(share), 4)) \(JobText.pad(Human.bytes(transfer.received), 7))  ")
        return head + JobText.name(transfer.download.name).truncated(to: max(columns - head.columns, 4), .middle)
    }

    private static func record(_ transfer: TransferQueue.Transfer) -> DownloadRecord {
        var record = DownloadRecord(
            id: transfer.id, state: "", name: transfer.download.name, received: transfer.received,
            size: transfer.download.size,
            sha256: transfer.download.sha256)
        switch transfer.state {
        case .waiting: record.state = "waiting"
        case .running: record.state = "running"
        case .resting(let error):
            record.state = "resting"
            record.error = error.message
        case .done(let path):
            record.state = "done"
            record.path = path
        case .failed(let error):
            record.state = "failed"
            record.error = error.message
        case .cancelled: record.state = "cancelled"
        }
        return record
    }
}

import ClientCore
import Clocks
import MediaTypes
import SpoolAPI
import Synchronization
import TUIFeatures
import TUIScreen

/// Sends files to a server on another machine, a few at once, and shows how far they are.
final class RemoteSubmission: Sendable {
    private struct State {
        var live: LiveLines
        var sent: [Int: Int64] = [:]
        var receipts: [Int: JobReceipt] = [:]
        var failures: [(index: Int, error: ClientError)] = []
        var lastRecord: [Int: Int64] = [:]
    }

    private let uploads: [Upload]
    private let sizes: [Int64]
    private let output: VerbOutput
    private let state: Mutex<State>
    /// Milliseconds between two records of one file's progress.
    private static let interval: Int64 = 500

    init(_ uploads: [Upload], _ output: VerbOutput) {
        self.uploads = uploads
        self.output = output
        sizes = uploads.map { FileVersion($0.path)?.size ?? 0 }
        state = Mutex(State(live: LiveLines(output)))
    }

    /// The receipts by index of the upload, and what went wrong.
    func run(_ client: SpoolClient, limit: Int64?) async -> (receipts: [Int: JobReceipt], failures: [ClientError]) {
        await Uploads(MultipartUpload(client, limit: limit)).send(uploads) { self.show($0, $1) }
        return state.withLock { state in
            state.live.clear()
            return (state.receipts, state.failures.map(\.error))
        }
    }

    private func show(_ index: Int, _ change: Uploads.State) {
        let now = MonotonicClock.milliseconds()
        state.withLock { state in
            let path = uploads[index].path
            switch change {
            case .sending(let sent):
                state.sent[index] = sent
                if now - (state.lastRecord[index] ?? 0) >= Self.interval {
                    state.lastRecord[index] = now
                    output.record(record(index, "running", sent))
                }
            case .resting(let error):
                output.record(record(index, "resting", 0, error))
                state.live.finish(JobText.name(path.lastComponent) + SafeText(": \(error.message); trying again"))
            case .done(let receipt):
                state.sent[index] = nil
                state.receipts[index] = receipt
                output.record(record(index, "done", sizes[index]))
                for id in receipt.jobs { output.record(QueuedRecord(id: id, batch: receipt.batch, path: path)) }
            case .failed(let error):
                state.sent[index] = nil
                state.failures.append((index, error))
                output.record(record(index, "failed", 0, error))
                state.live.finish(JobText.name(path.lastComponent) + SafeText(": not sent: \(error.message)"))
            }
            let sending = state.sent.sorted { $0.key < $1.key }
            state.live.draw(now: now) { columns in sending.map { progress($0.key, $0.value, columns) } }
        }
    }

    private func progress(_ index: Int, _ sent: Int64, _ columns: Int) -> SafeText {
        let share = Double(sent) / Double(max(sizes[index], 1))
        let head = SafeText(
            "sending \(JobText.pad(Human.percent(min(share, 1)), 4)) \(JobText.pad(Human.bytes(sent), 7))  ")
        return head
            + JobText.name(uploads[index].path.lastComponent).truncated(to: max(columns - head.columns, 4), .middle)
    }

    private func record(_ index: Int, _ state: String, _ sent: Int64, _ error: ClientError? = nil) -> UploadRecord {
        UploadRecord(path: uploads[index].path, state: state, sent: sent, size: sizes[index], error: error?.message)
    }
}

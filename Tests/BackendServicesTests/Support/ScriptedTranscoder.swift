import BackendCore
import Glibc
import MediaTypes
import Synchronization

/// A transcoder that does what a test tells it: the content of the source is the content of the MP3.
final class ScriptedTranscoder: Transcoder {
    enum Step: Sendable {
        case succeed
        case fail(MediaFailure)
        case crash(String)
        /// Runs until `finish()`, reporting a little progress.
        case hold
    }

    private struct State {
        var steps: [Step] = []
        var runs: [ScriptedTranscoding] = []
    }

    private let state = Mutex(State())

    /// What the next conversions do, in their order; the others succeed.
    func plan(_ steps: Step...) { state.withLock { $0.steps += steps } }

    var runs: [ScriptedTranscoding] { state.withLock { $0.runs } }

    func start(_ request: TranscodeRequest) async throws -> any Transcoding {
        state.withLock { state in
            let step = state.steps.isEmpty ? Step.succeed : state.steps.removeFirst()
            let run = ScriptedTranscoding(request, step)
            state.runs.append(run)
            return run
        }
    }

    func probe(_ file: RawName, track: String?) async throws -> MediaInfo { MediaInfo(container: "test", size: 0) }
}

final class ScriptedTranscoding: Transcoding {
    private struct State {
        var isPaused = false
        var isCancelled = false
        var isFinished = false
    }

    let request: TranscodeRequest
    let events: AsyncStream<TranscodeEvent>
    private let step: ScriptedTranscoder.Step
    private let continuation: AsyncStream<TranscodeEvent>.Continuation
    private let state = Mutex(State())
    private let changed = ChangeSignal()

    init(_ request: TranscodeRequest, _ step: ScriptedTranscoder.Step) {
        self.request = request
        self.step = step
        (events, continuation) = AsyncStream.makeStream(of: TranscodeEvent.self)
        continuation.yield(
            .started(
                AudioTrack(stream: 1, codec: "aac", sampleRate: 48000, channels: 2, layout: "stereo"),
                reason: "the only track"))
        continuation.yield(.progress(done: 500, total: 1000))
    }

    var isPaused: Bool { state.withLock { $0.isPaused } }
    var isCancelled: Bool { state.withLock { $0.isCancelled } }

    func pause() async { set { $0.isPaused = true } }
    func resume() async { set { $0.isPaused = false } }
    func cancel() async { set { $0.isCancelled = true } }
    func finish() { set { $0.isFinished = true } }

    private func set(_ change: (inout sending State) -> Void) {
        state.withLock { change(&$0) }
        changed.notify()
    }

    func result() async throws -> TranscodeResult {
        defer { continuation.finish() }
        return try await withTaskCancellationHandler {
            try await outcome()
        } onCancel: {
            set { $0.isCancelled = true }
        }
    }

    private func outcome() async throws -> TranscodeResult {
        switch step {
        case .fail(let failure): throw failure
        case .crash(let cause): throw TranscoderCrash(cause: cause)
        case .succeed: return try write()
        case .hold:
            let changes = changed.subscribe()
            var iterator = changes.makeAsyncIterator()
            while !state.withLock({ $0.isCancelled || ($0.isFinished && !$0.isPaused) }) {
                if await iterator.next() == nil { break }
            }
            if isCancelled || Task.isCancelled { throw CancellationError() }
            return try write()
        }
    }

    private func write() throws -> TranscodeResult {
        let content = try Self.read(request.source)
        let descriptor = request.output.withCString { open($0, O_RDWR | O_CLOEXEC) }
        guard descriptor >= 0 else { throw MediaFailure(.destinationUnwritable, "no output") }
        defer { close(descriptor) }
        Glibc.write(descriptor, content, content.count)
        return TranscodeResult(
            samples: 48000, sampleRate: 48000, channels: 2, size: Int64(content.count), bitRate: 190, encoding: .vbr(2),
            tags: ["title": "Title"])
    }

    private static func read(_ path: RawName) throws -> [UInt8] {
        let descriptor = path.withCString { open($0, O_RDONLY | O_CLOEXEC) }
        guard descriptor >= 0 else { throw MediaFailure(.sourceMissing, "the file is not there") }
        defer { close(descriptor) }
        var bytes = [UInt8](repeating: 0, count: Int(lseek(descriptor, 0, SEEK_END)))
        let count = pread(descriptor, &bytes, bytes.count, 0)
        return Array(bytes.prefix(max(count, 0)))
    }
}

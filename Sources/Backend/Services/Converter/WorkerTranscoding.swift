import BackendCore
import MediaProtocol
import MediaTypes

/// A `spool-media` that converts.
struct WorkerTranscoding: Transcoding {
    private let run: WorkerRun
    let events: AsyncStream<TranscodeEvent>
    private let continuation: AsyncStream<TranscodeEvent>.Continuation

    init(run: WorkerRun, events: AsyncStream<TranscodeEvent>, continuation: AsyncStream<TranscodeEvent>.Continuation) {
        self.run = run
        self.events = events
        self.continuation = continuation
        // The run's end is the stream's end, whether or not somebody asks for the result.
        Task {
            let exit = await run.wait()
            for line in exit.log.split(separator: "\n") { continuation.yield(.log(String(line))) }
            continuation.yield(.log(Self.account(exit)))
            continuation.finish()
        }
    }

    func pause() async { run.pause() }
    func resume() async { run.resume() }
    func use(threads: Int) { run.limit(threads: threads) }
    func cancel() async { run.cancel() }

    func result() async throws -> TranscodeResult {
        switch await run.waitCancelling().outcome {
        case .done(let result):
            return TranscodeResult(
                samples: result.samples, sampleRate: result.sampleRate, channels: result.channels, size: result.bytes,
                bitRate: result.bitRate, encoding: result.encoding, tags: result.tags)
        case .cancelled: throw CancellationError()
        case .failed(let failure) where failure.code == .crashed: throw TranscoderCrash(failure: failure)
        case .failed(let failure): throw failure
        case .info, .sandbox: throw MediaFailure(.internalError, "the converter answered something else")
        }
    }

    private static func account(_ exit: WorkerExit) -> String {
        "worker: \(exit.processorTime / 1000) ms of processor time, \(exit.peakMemory >> 20) MiB at its peak"
    }
}

extension TranscoderCrash {
    /// Takes the cause out of `converter crashed (CAUSE)`.
    fileprivate init(failure: MediaFailure) {
        let message = failure.message
        guard let open = message.firstIndex(of: "("), message.hasSuffix(")") else {
            self.init(cause: message)
            return
        }
        self.init(cause: String(message[message.index(after: open)...].dropLast()))
    }
}

import BackendCore
import Glibc
import MediaProtocol
import MediaTypes

/// Converts by running `spool-media`, one sandboxed process a file.
public struct WorkerTranscoder: Transcoder {
    private let worker: MediaWorker

    public init(_ worker: MediaWorker) { self.worker = worker }

    public func start(_ request: TranscodeRequest) async throws -> any Transcoding {
        let (source, output) = try await FileThreads.run {
            (OpenFile(owning: try MediaSource.open(request.source)), try Self.output(request.output))
        }
        let (events, continuation) = AsyncStream.makeStream(of: TranscodeEvent.self)
        let convert = ConvertRequest(name: request.name, options: request.options, threads: request.threads)
        // The worker has copies of both descriptors when this returns.
        let run = worker.start(.convert(convert), input: source.descriptor, output: output.descriptor) { event in
            if let event = TranscodeEvent(event) { continuation.yield(event) }
        }
        return WorkerTranscoding(run: run, events: events, continuation: continuation)
    }

    public func probe(_ file: RawName, track: String?) async throws -> MediaInfo {
        try await worker.probe(file, track: track)
    }

    private static func output(_ path: RawName) throws -> OpenFile {
        do {
            return try OpenFile.open(path, flags: O_RDWR | O_NOFOLLOW)
        } catch {
            throw Delivery.failure(error)
        }
    }
}

extension TranscodeEvent {
    /// nil for what ends a run.
    init?(_ event: WorkerEvent) {
        switch event {
        case .started(let start): self = .started(start.track, reason: start.reason)
        case .progress(let progress): self = .progress(done: progress.done, total: progress.total)
        case .warning(let warning): self = .warning(warning)
        case .info, .done, .failed, .sandbox: return nil
        }
    }
}

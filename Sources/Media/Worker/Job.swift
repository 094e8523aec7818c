import CPOSIX
import Glibc
import MediaEngine
import MediaProtocol
import MediaTypes

/// One request, answered by the engine.
struct Job {
    let request: WorkerRequest
    /// Bytes.
    let inputSize: Int64
    /// Where thread limits come from; nil for a conversion by hand.
    let limits: RequestReader?
    let sandbox: SandboxReport
    let events: EventWriter

    func run() -> ExitStatus {
        do throws(MediaFailure) {
            if request != .selfTest { try admit() }
            events.send(try answer())
            return .succeeded
        } catch {
            events.send(.failed(error))
            return .failed
        }
    }

    /// Says so where the sandbox is not whole, or refuses to work there.
    private func admit() throws(MediaFailure) {
        guard !sandbox.isComplete else { return }
        let missing = sandbox.notes.joined(separator: " ")
        if let required = getenv("SPOOL_REQUIRE_SANDBOX"), strcmp(required, "1") == 0 {
            throw MediaFailure(
                .internalError,
                "the sandbox is not whole, and SPOOL_REQUIRE_SANDBOX=1 forbids to work without: \(missing)")
        }
        events.send(
            .warning(
                MediaWarning(.sandboxUnavailable, "Hostile files are not fully contained on this machine. \(missing)")))
    }

    private func answer() throws(MediaFailure) -> WorkerEvent {
        switch request {
        case .selfTest:
            return .sandbox(sandbox)
        case .probe(let probe):
            return .info(try MediaEngine.probe(descriptor: Descriptors.input, request: probe))
        case .convert(let convert):
            return .done(try self.convert(convert))
        }
    }

    /// Bytes of input from which on less memory is worth the milliseconds that giving it back takes.
    private static let longInput = 4 << 20

    private func convert(_ request: ConvertRequest) throws(MediaFailure) -> ConvertResult {
        let watch = ProgressWatch { [events] in
            events.send(
                .failed(
                    MediaFailure(
                        .limitExceeded, "it keeps the processor busy without getting on: the file is not sound")))
            _exit(ExitStatus.failed.rawValue)
        }
        watch.start()
        let isLong = inputSize > Self.longInput
        if isLong { spool_forget_loading() }
        let allowance = ThreadAllowance(request.threads, most: Limits.threads(for: request))
        if let limits { ThreadLimitReader(limits, allowance).start() }
        return try MediaEngine.convert(
            input: Descriptors.input, output: Descriptors.output, request: request, threads: allowance
        ) { event in
            watch.progressed()
            // Opening the file has taken more code than the rest will.
            if isLong, case .started = event { spool_forget_loading() }
            events.send(event)
        }
    }
}

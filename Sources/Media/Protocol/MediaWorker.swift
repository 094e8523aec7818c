import MediaTypes
import Threads

/// Runs `spool-media`, one process a request. Nothing of it runs on the cooperative pool: each run has a
/// thread of its own that spawns, reads and reaps.
public struct MediaWorker: Sendable {
    public let executable: RawName
    /// What a cancelled worker gets between SIGTERM and SIGKILL.
    public var grace: Duration = .seconds(2)
    /// Added to this process's own, 0…19: how far a worker stands back behind whoever has little to do.
    public var niceness: Int32 = 0
    /// Where workers come from when it can make one; nil starts the program for each.
    public var forks: ForkServer?

    public init(executable: RawName) {
        self.executable = executable
    }

    /// With the program that `WorkerLocator` finds.
    public init() throws(MediaFailure) {
        self.init(executable: try WorkerLocator.locate())
    }

    /// Starts a worker and returns at once; whatever prevents it from starting is the run's outcome.
    ///
    /// - Parameters:
    ///   - input: the file to read, seekable; copied, so the caller may close it at once. nil for a self-test.
    ///   - output: for a conversion the file to write: readable, writable, seekable and empty; copied too.
    ///   - onEvent: is called in order, from the run's own thread, with `.started`, `.progress` and `.warning`;
    ///     what ends the run is its outcome. It should return soon: the worker waits while it does not.
    @discardableResult
    public func start(
        _ request: WorkerRequest, input: Int32? = nil, output: Int32? = nil,
        onEvent: @escaping @Sendable (WorkerEvent) -> Void = { _ in }
    ) -> WorkerRun {
        let files = Result { () throws(MediaFailure) in try WorkerFiles(copying: input, output) }
        return start(request, onEvent: onEvent) { () throws(MediaFailure) in try files.get() }
    }

    /// `start` and wait; cancelling the task cancels the run.
    public func run(
        _ request: WorkerRequest, input: Int32? = nil, output: Int32? = nil,
        onEvent: @escaping @Sendable (WorkerEvent) -> Void = { _ in }
    ) async -> WorkerExit {
        await start(request, input: input, output: output, onEvent: onEvent).waitCancelling()
    }

    /// What the file at `path` holds.
    /// - Throws: the failure that prevents it, `cancelled` when the task is.
    public func probe(_ path: RawName, track: String? = nil) async throws(MediaFailure) -> MediaInfo {
        let request = WorkerRequest.probe(ProbeRequest(name: path.lastComponent, track: track))
        let run = start(request, onEvent: { _ in }) { () throws(MediaFailure) in try WorkerFiles(opening: path) }
        let exit = await run.waitCancelling()
        if case .info(let info) = exit.outcome { return info }
        throw exit.failure ?? MediaFailure(.internalError, "the converter did not answer")
    }

    /// Which parts of the sandbox hold on this machine.
    public func selfTest() async throws(MediaFailure) -> SandboxReport {
        let exit = await run(.selfTest)
        if case .sandbox(let report) = exit.outcome { return report }
        throw exit.failure ?? MediaFailure(.internalError, "the converter did not answer")
    }

    private static let stackSize = 1 << 20

    private func start(
        _ request: WorkerRequest, onEvent: @escaping @Sendable (WorkerEvent) -> Void,
        open: @escaping @Sendable () throws(MediaFailure) -> WorkerFiles
    ) -> WorkerRun {
        let run = WorkerRun()
        let session = WorkerSession(
            executable: executable, forks: forks, request: request, grace: grace, niceness: niceness, handle: run,
            onEvent: onEvent)
        do {
            try SystemThread.detached(name: "media worker", blocksSignals: true, stackSize: Self.stackSize) {
                run.ended(session.run(open))
            }
        } catch {
            let failure = MediaFailure(.internalError, "the converter could not be started: \(error.message)")
            run.ended(WorkerExit(outcome: .failed(failure)))
        }
        return run
    }
}

extension WorkerRun {
    /// `wait()`, with the waiting task's cancellation being the run's.
    public func waitCancelling() async -> WorkerExit {
        await withTaskCancellationHandler {
            await wait()
        } onCancel: {
            cancel()
        }
    }
}

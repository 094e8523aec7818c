import CPOSIX
import Glibc
import MediaTypes

/// One run of the worker as its thread sees it. Starting the program and waiting stay on one thread: the worker asks
/// the kernel to be killed when the *thread* that is its parent ends.
struct WorkerSession: Sendable {
    var executable: RawName
    var forks: ForkServer?
    var request: WorkerRequest
    var grace: Duration
    var niceness: Int32
    var handle: WorkerRun
    var onEvent: @Sendable (WorkerEvent) -> Void

    /// - Parameter open: gives the worker's files; called on this thread because opening may block.
    func run(_ open: () throws(MediaFailure) -> WorkerFiles) -> WorkerExit {
        do throws(MediaFailure) {
            let line = try requestLine()
            let files = try open()
            guard !handle.isCancelled else { return WorkerExit(outcome: .cancelled) }
            let process = try WorkerProcess(executable, files, forks: forks)
            yield(process.id)
            handle.began(process.id)
            return converse(process, line: line)
        } catch {
            return WorkerExit(outcome: handle.isCancelled ? .cancelled : .failed(error))
        }
    }

    /// The request is still to come: the threads that it starts take after its first one.
    private func yield(_ process: pid_t) {
        guard niceness > 0 else { return }
        let one = __priority_which_t(PRIO_PROCESS.rawValue)
        let own = getpriority(one, id_t(process))
        setpriority(one, id_t(process), min(own + niceness, 19))
    }

    private func requestLine() throws(MediaFailure) -> [UInt8] {
        do {
            return try NDJSON.line(request)
        } catch {
            throw MediaFailure(.invalidOptions, "the request cannot be written as JSON")
        }
    }

    private func converse(_ process: consuming WorkerProcess, line: [UInt8]) -> WorkerExit {
        var dialogue = WorkerDialogue(request)
        var unsent = line[...]
        var deadline: ContinuousClock.Instant?
        var isKilled = false
        while process.isRunning {
            let ready = process.poll(
                wake: isKilled ? -1 : handle.wakeDescriptor, sending: !unsent.isEmpty, until: isKilled ? nil : deadline)
            if ready.canSend { process.send(&unsent) }
            if request.isConversion {
                if let limit = handle.takeThreadLimit(), let line = try? NDJSON.line(limit) { unsent += line }
            } else if unsent.isEmpty {
                process.endRequests()
            }
            if ready.hasOutput { process.readOutput { hear($0, &dialogue) } }
            if ready.hasLog { process.readLog() }
            if handle.isCancelled, deadline == nil { deadline = .now + grace }
            if !isKilled, dialogue.fault != nil || deadline.map({ $0 <= .now }) == true {
                handle.kill()
                isKilled = true
            }
        }
        // Whatever the worker has started itself would hold the pipes open.
        handle.kill()
        process.drain { hear($0, &dialogue) }
        let cancelled = handle.isCancelled
        let log = process.log
        let end = handle.reaping { process.reap() }
        if case .signal = end.end, !isKilled, !cancelled { forks?.renew() }
        return WorkerExit(
            outcome: dialogue.outcome(end.end, cancelled: cancelled), log: log,
            peakMemory: end.peakMemory, processorTime: end.processorTime)
    }

    private func hear(_ bytes: ArraySlice<UInt8>, _ dialogue: inout WorkerDialogue) {
        for event in dialogue.receive(bytes) { onEvent(event) }
    }
}

import MediaTypes

/// What was asked of a worker and what it has answered so far: turns its output and its end into events and
/// an outcome.
struct WorkerDialogue {
    private let request: WorkerRequest
    private var buffer = LineBuffer()
    /// The event that ends the run, once it has come.
    private var last: WorkerEvent?
    /// Why the answer cannot be trusted; nothing after that is listened to.
    private(set) var fault: String?

    init(_ request: WorkerRequest) {
        self.request = request
    }

    /// The events that `bytes` completes, in order, the last one of the run kept back.
    mutating func receive(_ bytes: ArraySlice<UInt8>) -> [WorkerEvent] {
        guard fault == nil else { return [] }
        var events: [WorkerEvent] = []
        do throws(LineBuffer.LineTooLong) {
            for line in try buffer.append(bytes) where fault == nil {
                if let event = accept(line) { events.append(event) }
            }
        } catch {
            fault = "a line is longer than \(NDJSON.longestLine) bytes"
        }
        return events
    }

    private mutating func accept(_ line: [UInt8]) -> WorkerEvent? {
        guard let event = try? NDJSON.value(WorkerEvent.self, line) else {
            fault = "a line is not an event"
            return nil
        }
        guard last == nil else {
            fault = "an event came after the last one"
            return nil
        }
        switch (event, request) {
        case (.started, .convert), (.progress, .convert), (.warning, _):
            return event
        case (.info, .probe), (.done, .convert), (.sandbox, .selfTest), (.failed, _):
            last = event
        default:
            fault = "an event does not answer the request"
        }
        return nil
    }

    /// The outcome, once the worker has ended with `end`.
    func outcome(_ end: WorkerEnd, cancelled: Bool) -> WorkerExit.Outcome {
        if cancelled { return .cancelled }
        if let fault {
            return .failed(MediaFailure(.internalError, "the converter's answer is not understood: \(fault)"))
        }
        switch (end, last) {
        case (.signal(WorkerEnd.processorTimeSignal), _):
            return .failed(
                MediaFailure(.limitExceeded, "it needs more processor time than a file of its size may take"))
        case (.signal(let signal), _):
            return .failed(MediaFailure(.crashed, "converter crashed (signal \(signal))"))
        case (.status(0), .info(let info)): return .info(info)
        case (.status(0), .done(let result)): return .done(result)
        case (.status(0), .sandbox(let report)): return .sandbox(report)
        case (.status, .failed(let failure)): return .failed(failure)
        case (.status(let status), _):
            return .failed(MediaFailure(.crashed, "converter ended without a result (status \(status))"))
        }
    }
}

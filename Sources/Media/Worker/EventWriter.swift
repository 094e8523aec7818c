import Descriptors
import Glibc
import MediaProtocol
import Synchronization

/// Writes events as they happen, each whole and at once. Nothing follows the one that ends the run.
final class EventWriter: Sendable {
    private let descriptor: Int32
    private let isFinished = Mutex(false)

    init(descriptor: Int32) {
        self.descriptor = descriptor
    }

    func send(_ event: WorkerEvent) {
        isFinished.withLock { isFinished in
            guard !isFinished else { return }
            isFinished = event.endsRun
            write(event)
        }
    }

    private func write(_ event: WorkerEvent) {
        guard let line = try? NDJSON.line(event) else {
            preconditionFailure("every event has a JSON form")
        }
        do throws(DescriptorError) {
            try DescriptorIO.write(line, to: descriptor)
        } catch {
            // Nobody listens: there is nobody to work for. (A closed pipe has ended us by SIGPIPE.)
            _exit(ExitStatus.failed.rawValue)
        }
    }
}

extension WorkerEvent {
    var endsRun: Bool {
        switch self {
        case .info, .done, .failed, .sandbox: true
        case .started, .progress, .warning: false
        }
    }
}

import CPOSIX
import Glibc
import MediaTypes

/// What this process and a worker say to each other through.
struct WorkerPipes: ~Copyable {
    let requests: WorkerPipe
    let output: WorkerPipe
    let errors: WorkerPipe

    init() throws(MediaFailure) {
        let requests = try WorkerPipe(.toWorker)
        let output = try WorkerPipe(.fromWorker)
        let errors = try WorkerPipe(.fromWorker)
        self.requests = requests
        self.output = output
        self.errors = errors
    }

    /// What the worker has as 0, 1, 2, …
    func theirs(with files: WorkerFiles) -> [Int32] {
        [requests.theirs.number, output.theirs.number, errors.theirs.number, files.input.number, files.output.number]
    }
}

/// A pipe between this process and a worker; this process's end does not block.
struct WorkerPipe: ~Copyable {
    enum Direction { case toWorker, fromWorker }

    let ours: Descriptor
    let theirs: Descriptor

    init(_ direction: Direction) throws(MediaFailure) {
        var ends: [Int32] = [-1, -1]
        guard spool_pipe(&ends) == 0 else {
            throw MediaFailure(.internalError, "the converter could not be started: \(systemError(errno))")
        }
        ours = Descriptor(owning: direction == .toWorker ? ends[1] : ends[0])
        theirs = Descriptor(owning: direction == .toWorker ? ends[0] : ends[1])
        _ = fcntl(ours.number, F_SETFL, O_NONBLOCK)
    }

    consuming func takeOurs() -> Descriptor { ours }
}

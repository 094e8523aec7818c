import Glibc

/// How a process ended.
enum WorkerEnd: Hashable {
    case status(Int32)
    case signal(Int32)

    /// What the kernel sends when the limit on processor time is reached.
    static let processorTimeSignal = SIGXCPU
}

import Glibc
import Synchronization
import Threads

/// Notices a run that uses processor time without getting on: a file can send a parser round in circles. Time spent
/// stopped, or waiting for a slow disk, does not count.
final class ProgressWatch: Sendable {
    /// Seconds of processor time allowed between two signs of progress.
    private let budget: Double
    private let clock: @Sendable () -> Double
    private let exceeded: @Sendable () -> Void
    /// The clock at the last sign of progress.
    private let mark: Mutex<Double>

    /// - Parameters:
    ///   - clock: the process's processor seconds so far.
    ///   - exceeded: is called once, from the watch's own thread.
    init(
        budget: Double = 180, clock: @escaping @Sendable () -> Double = ProgressWatch.processorTime,
        exceeded: @escaping @Sendable () -> Void
    ) {
        self.budget = budget
        self.clock = clock
        self.exceeded = exceeded
        mark = Mutex(clock())
    }

    func progressed() {
        mark.withLock { $0 = clock() }
    }

    /// Starts a thread that looks once a second. Without one the limit on all processor time remains.
    func start() {
        try? SystemThread.detached {
            while self.isWithinBudget { sleep(1) }
            self.exceeded()
        }
    }

    var isWithinBudget: Bool {
        clock() - mark.withLock { $0 } <= budget
    }

    @Sendable static func processorTime() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }
}

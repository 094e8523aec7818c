import BackendCore
import Logging
import SpoolAPI

/// The wake-ups that a converter holds. Each stays hidden from the other converters while an attempt runs that it may
/// have called for, so that the queue's depth tells how much work is left and a converter that dies wakes another.
/// Which job an attempt is about the ledger alone decides.
actor WakeUpInbox {
    private let queue: any JobQueue
    private let visibility: Duration
    private let logger: Logger
    /// Set off when none waits any more.
    private let emptied = ChangeSignal()
    private let done: Gathering<QueueReceipt>
    private var waiting: [(message: QueueMessage, wakeUp: WakeUp)] = []
    private var attached: [JobID: QueueMessage] = [:]
    /// Jobs that an attempt runs for, with or without a message.
    private var running: Set<JobID> = []

    init(queue: any JobQueue, visibility: Duration, logger: Logger) {
        self.queue = queue
        self.visibility = visibility
        self.logger = logger
        done = Gathering(size: QueueLimits.maxBatch) { receipts in try? await queue.acknowledge(receipts) }
    }

    /// Receives until it is cancelled, calling `arrived` for whatever may mean work. Then gives back what it holds.
    func run(_ arrived: @escaping @Sendable () -> Void) async {
        await withDiscardingTaskGroup { group in
            group.addTask { await self.receive(arrived) }
            group.addTask { await self.keep() }
        }
        await giveBack()
    }

    /// An attempt at `job` begins: a message that waits is its, the one that names it if there is one.
    ///
    /// - Returns: the request that brought the job, when the message tells.
    func attach(to job: JobID) -> String? {
        running.insert(job)
        let index = waiting.firstIndex { $0.wakeUp.job == job } ?? waiting.startIndex
        guard index < waiting.endIndex else { return nil }
        let (message, wakeUp) = waiting.remove(at: index)
        attached[job] = message
        if waiting.isEmpty { emptied.notify() }
        return wakeUp.job == job ? wakeUp.request : nil
    }

    func ended(_ job: JobID) async {
        running.remove(job)
        guard let message = attached.removeValue(forKey: job) else { return }
        await done.add(message.receipt)
    }

    /// The ledger has no work: what waits has been looked after by somebody.
    func nothingToDo() async {
        guard !waiting.isEmpty else { return }
        let messages = waiting.map(\.message)
        waiting = []
        emptied.notify()
        for message in messages { await done.add(message.receipt) }
        await done.flush()
    }

    private func receive(_ arrived: @Sendable () -> Void) async {
        var delay = Backoff(first: .seconds(1))
        while !Task.isCancelled {
            await waitUntilEmpty()
            do {
                let messages = try await queue.receive(
                    max: QueueLimits.maxBatch, visibility: visibility, wait: QueueLimits.maxWait)
                for message in messages { await take(message) }
                if !messages.isEmpty { arrived() }
                delay = Backoff(first: .seconds(1))
            } catch is CancellationError {
                return
            } catch {
                logger.warning("the wake-up queue does not answer: \(error)")
                try? await Task.sleep(for: delay.next())
            }
        }
    }

    /// A call for each message would cost as much as one for ten.
    private func waitUntilEmpty() async {
        let signals = emptied.subscribe()
        guard !waiting.isEmpty else { return }
        for await _ in signals where waiting.isEmpty { return }
    }

    private func take(_ message: QueueMessage) async {
        guard let wakeUp = WakeUp(message.body) else {
            logger.warning(
                "a message that is no wake-up goes to the dead letters", metadata: ["message": "\(message.id)"])
            try? await queue.deadLetter(message.receipt, reason: "not a wake-up message")
            return
        }
        logger.debug("woken up", metadata: wakeUp.metadata)
        // The ledger may have told of the job before the queue did.
        if let job = wakeUp.job, running.contains(job), attached[job] == nil {
            attached[job] = message
        } else {
            waiting.append((message, wakeUp))
        }
    }

    private func keep() async {
        while (try? await Task.sleep(for: visibility / 3)) != nil {
            // A receipt that is void has become another converter's message, which is harmless.
            for message in waiting.map(\.message) + attached.values {
                try? await queue.extend(message.receipt, visibility: visibility)
            }
        }
    }

    private func giveBack() async {
        await done.flush()
        let messages = waiting.map(\.message) + attached.values
        (waiting, attached) = ([], [:])
        let queue = queue
        // The task has been cancelled by now; the next converter should not have to wait for it.
        await Task { for message in messages { try? await queue.extend(message.receipt, visibility: .zero) } }.value
    }
}

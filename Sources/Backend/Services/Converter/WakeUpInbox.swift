import BackendCore
import Logging
import SpoolAPI

/// The wake-ups that a converter holds. Each stays hidden from the other converters while an attempt runs that it may
/// have called for, so that the queue's depth tells how much work is left and a converter that dies wakes another.
/// Which job an attempt is about the ledger alone decides.
actor WakeUpInbox {
    private let queue: any JobQueue
    private let visibility: Duration
    /// How many to hold at most: what attempts can use, and never less than what one call brings.
    private let capacity: Int
    private let logger: Logger
    private let room = ChangeSignal()
    private let done: Gathering<QueueReceipt>
    private var waiting: [(message: QueueMessage, wakeUp: WakeUp)] = []
    private var attached: [JobID: QueueMessage] = [:]

    init(queue: any JobQueue, visibility: Duration, workers: Int, logger: Logger) {
        self.queue = queue
        self.visibility = visibility
        self.logger = logger
        capacity = max(workers, QueueLimits.maxBatch)
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
        let index = waiting.firstIndex { $0.wakeUp.job == job } ?? waiting.startIndex
        guard index < waiting.endIndex else { return nil }
        let (message, wakeUp) = waiting.remove(at: index)
        attached[job] = message
        return wakeUp.job == job ? wakeUp.request : nil
    }

    func ended(_ job: JobID) async {
        guard let message = attached.removeValue(forKey: job) else { return }
        room.notify()
        await done.add(message.receipt)
    }

    /// The ledger has no work: what waits has been looked after by somebody.
    func nothingToDo() async {
        guard !waiting.isEmpty else { return }
        let messages = waiting.map(\.message)
        waiting = []
        room.notify()
        for message in messages { await done.add(message.receipt) }
        await done.flush()
    }

    private var held: Int { waiting.count + attached.count }

    private func receive(_ arrived: @Sendable () -> Void) async {
        var delay = Backoff(first: .seconds(1))
        while !Task.isCancelled {
            await waitForRoom()
            do {
                let messages = try await queue.receive(
                    max: min(capacity - held, QueueLimits.maxBatch), visibility: visibility, wait: QueueLimits.maxWait)
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

    private func waitForRoom() async {
        let signals = room.subscribe()
        guard held >= capacity else { return }
        for await _ in signals where held < capacity { return }
    }

    private func take(_ message: QueueMessage) async {
        guard let wakeUp = WakeUp(message.body) else {
            logger.warning(
                "a message that is no wake-up goes to the dead letters", metadata: ["message": "\(message.id)"])
            try? await queue.deadLetter(message.receipt, reason: "not a wake-up message")
            return
        }
        waiting.append((message, wakeUp))
        logger.debug("woken up", metadata: wakeUp.metadata)
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

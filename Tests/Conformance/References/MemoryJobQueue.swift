import BackendCore

public actor MemoryJobQueue: JobQueue {
    private struct Message {
        var id: Int
        var body: String
        var deliveries = 0
        var hiddenUntil: BootInstant?
        var isDead = false
        var receipt: QueueReceipt { QueueReceipt("\(id).\(deliveries)") }
    }

    private let clock: any SystemClock
    private let signal = ChangeSignal()
    private var messages: [Message] = []
    private var last = 0

    public init(clock: any SystemClock) {
        self.clock = clock
    }

    public func send(_ bodies: [String]) throws {
        guard bodies.allSatisfy({ $0.utf8.count <= QueueLimits.maxMessageSize }) else {
            throw BackendError(.tooLarge, "A message has at most 64 KiB.")
        }
        for body in bodies {
            last += 1
            messages.append(Message(id: last, body: body))
        }
        signal.notify()
    }

    /// A wait of more than zero lasts until there is a message.
    public func receive(max: Int, visibility: Duration, wait: Duration) async throws -> [QueueMessage] {
        var signals = signal.subscribe().makeAsyncIterator()
        while true {
            let taken = take(max, visibility)
            if !taken.isEmpty || wait == .zero { return taken }
            _ = await signals.next(isolation: self)
        }
    }

    private func take(_ max: Int, _ visibility: Duration) -> [QueueMessage] {
        let now = clock.monotonic()
        for index in messages.indices where messages[index].hiddenUntil?.isPast(at: now) ?? false {
            messages[index].hiddenUntil = nil
            if messages[index].deliveries >= QueueLimits.maxDeliveries { messages[index].isDead = true }
        }
        return messages.indices.filter { !messages[$0].isDead && messages[$0].hiddenUntil == nil }.prefix(max).map {
            messages[$0].deliveries += 1
            messages[$0].hiddenUntil = now.advanced(by: visibility)
            let message = messages[$0]
            return QueueMessage(
                id: "\(message.id)", body: message.body, receipt: message.receipt, deliveries: message.deliveries)
        }
    }

    private func held(_ receipt: QueueReceipt) -> Int? {
        messages.firstIndex { $0.receipt == receipt && !$0.isDead }
    }

    public func extend(_ receipt: QueueReceipt, visibility: Duration) throws {
        guard let index = held(receipt) else { throw BackendError(.leaseLost, "The receipt is void.") }
        messages[index].hiddenUntil = visibility > .zero ? clock.monotonic().advanced(by: visibility) : nil
    }

    public func acknowledge(_ receipts: [QueueReceipt]) {
        for receipt in receipts {
            if let index = held(receipt) { messages.remove(at: index) }
        }
    }

    public func deadLetter(_ receipt: QueueReceipt, reason: String) {
        if let index = held(receipt) { messages[index].isDead = true }
    }

    public func redrive() -> Int {
        let dead = messages.indices.filter { messages[$0].isDead }
        for index in dead { messages[index] = Message(id: messages[index].id, body: messages[index].body) }
        signal.notify()
        return dead.count
    }

    public func depth() -> QueueDepth {
        let now = clock.monotonic()
        let alive = messages.filter { !$0.isDead }
        let hidden = alive.count { !($0.hiddenUntil?.isPast(at: now) ?? true) }
        return QueueDepth(ready: alive.count - hidden, inFlight: hidden, dead: messages.count - alive.count)
    }
}

import BackendCore

/// An empty queue on a clock that the checks move.
public struct JobQueueSubject: Sendable {
    public let queue: any JobQueue
    public let clock: ManualClock

    public init(queue: any JobQueue, clock: ManualClock) {
        self.queue = queue
        self.clock = clock
    }

    func receive(_ max: Int = 10, visibility: Duration = .seconds(30)) async throws -> [QueueMessage] {
        try await queue.receive(max: max, visibility: visibility, wait: .zero)
    }
}

public enum JobQueueConformance {
    public typealias Case = ConformanceCase<JobQueueSubject>

    public static let all: [Case] = [
        Case("every message arrives once and is gone when acknowledged") { subject in
            let bodies = (0..<25).map { "{\"n\":\($0)}" }
            try await subject.queue.send(bodies)
            var received: [String] = []
            while let messages = try await subject.receive().nonEmpty {
                try expect(messages.count <= 10)
                for message in messages {
                    try expectEqual(message.deliveries, 1)
                    received.append(message.body)
                    try await subject.queue.acknowledge(message.receipt)
                }
            }
            try expectEqual(received.sorted(), bodies.sorted())
            try expectEqual(await subject.queue.depth(), QueueDepth(ready: 0, inFlight: 0, dead: 0))
        },
        Case("a message that is not acknowledged comes back") { subject in
            try await subject.queue.send(["a"])
            let first = try require(await subject.receive().first)
            try expect(try await subject.receive().isEmpty)
            try expectEqual(await subject.queue.depth(), QueueDepth(ready: 0, inFlight: 1, dead: 0))
            subject.clock.advance(by: .milliseconds(29_999))
            try expect(try await subject.receive().isEmpty)
            subject.clock.advance(by: .milliseconds(1))
            let second = try require(await subject.receive().first)
            try expectEqual(second.deliveries, 2)
            try expect(second.receipt != first.receipt)
        },
        Case("extending keeps it hidden, zero gives it back") { subject in
            try await subject.queue.send(["a"])
            let message = try require(await subject.receive().first)
            subject.clock.advance(by: .seconds(20))
            try await subject.queue.extend(message.receipt, visibility: .seconds(60))
            subject.clock.advance(by: .seconds(59))
            try expect(try await subject.receive().isEmpty)
            try await subject.queue.extend(message.receipt, visibility: .zero)
            try expectEqual(await subject.receive().map(\.body), ["a"])
        },
        Case("a void receipt does nothing") { subject in
            try await subject.queue.send(["a"])
            let old = try require(await subject.receive().first).receipt
            subject.clock.advance(by: .seconds(31))
            let message = try require(await subject.receive().first)
            try await subject.queue.acknowledge(old)
            try await subject.queue.deadLetter(old, reason: "late")
            try await expectError(.leaseLost) { try await subject.queue.extend(old, visibility: .seconds(1)) }
            for receipt in ["", "x", "1.2.3", "' OR 1=1 --"].map({ QueueReceipt($0) }) {
                try await subject.queue.acknowledge(receipt)
                try await expectError(.leaseLost) { try await subject.queue.extend(receipt, visibility: .seconds(1)) }
            }
            try expectEqual(await subject.queue.depth(), QueueDepth(ready: 0, inFlight: 1, dead: 0))
            try await subject.queue.acknowledge(message.receipt)
            try await subject.queue.acknowledge(message.receipt)
            try expectEqual(await subject.queue.depth(), QueueDepth(ready: 0, inFlight: 0, dead: 0))
        },
        Case("a message that nobody can digest dies after five deliveries, and can be revived") { subject in
            try await subject.queue.send(["poison"])
            for delivery in 1...QueueLimits.maxDeliveries {
                try expectEqual(await subject.receive().map(\.deliveries), [delivery])
                subject.clock.advance(by: .seconds(31))
            }
            try expect(try await subject.receive().isEmpty)
            try expectEqual(await subject.queue.depth(), QueueDepth(ready: 0, inFlight: 0, dead: 1))
            try expectEqual(await subject.queue.redrive(), 1)
            try expectEqual(await subject.receive().map(\.deliveries), [1])
        },
        Case("a dead letter is out of the way") { subject in
            try await subject.queue.send(["bad", "good"])
            let messages = try await subject.receive()
            let bad = try require(messages.first { $0.body == "bad" })
            try await subject.queue.deadLetter(bad.receipt, reason: "not JSON")
            subject.clock.advance(by: .seconds(31))
            try expectEqual(await subject.receive().map(\.body), ["good"])
            try expectEqual(await subject.queue.depth().dead, 1)
        },
        Case("64 KiB pass, one byte more does not, and then none is sent") { subject in
            let largest = String(repeating: "é", count: QueueLimits.maxMessageSize / 2)
            try await expectError(.tooLarge) { try await subject.queue.send(["small", largest + "x"]) }
            try expect(try await subject.receive().isEmpty)
            try await subject.queue.send([largest])
            try expectEqual(await subject.receive().map(\.body), [largest])
        },
        Case("any text survives") { subject in
            let bodies = ["'; DROP TABLE messages; --", "\u{0}\u{1}\r\n\"\\", "😀\u{202E}", ""]
            try await subject.queue.send(bodies)
            try expectEqual(Set(await subject.receive().map(\.body)), Set(bodies))
        },
        Case("many receivers, no message twice") { subject in
            try await subject.queue.send((0..<200).map { "\($0)" })
            let received = try await withThrowingTaskGroup(of: [String].self) { group in
                for _ in 0..<8 {
                    group.addTask {
                        var mine: [String] = []
                        while let messages = try await subject.receive(3).nonEmpty { mine += messages.map(\.body) }
                        return mine
                    }
                }
                return try await group.reduce(into: []) { $0 += $1 }
            }
            try expectEqual(received.count, 200)
            try expectEqual(Set(received).count, 200)
        },
        Case("who waits is woken by a message") { subject in
            async let waiting = subject.queue.receive(max: 1, visibility: .seconds(30), wait: .seconds(20))
            try await subject.queue.send(["wake up"])
            try expectEqual(try await waiting.map(\.body), ["wake up"])
        },
        Case("a restart of the machine makes messages visible, a wall clock jump does not") { subject in
            try await subject.queue.send(["a"])
            _ = try await subject.receive()
            subject.clock.jump(by: .seconds(2 * 24 * 3600))
            try expect(try await subject.receive().isEmpty)
            subject.clock.reboot()
            try expectEqual(await subject.receive().map(\.deliveries), [2])
        },
    ]
}

extension Array {
    fileprivate var nonEmpty: Self? { isEmpty ? nil : self }
}

import BackendConformance
import BackendCore
import Foundation
import Testing

@testable import BackendDistributed

@Suite struct SQSJobQueueTests {
    private func queue(_ changes: [String: String] = [:]) async throws -> SQSJobQueue {
        try await unmade(changes).made()
    }

    private func unmade(_ changes: [String: String] = [:]) throws -> SQSJobQueue {
        SQSJobQueue(
            name: "test-\(UUID().uuidString)", endpoint: try TestServers.value("SPOOL_TEST_SQS_ENDPOINT"),
            region: "us-east-1", environment: ProcessInfo.processInfo.environment.merging(changes) { $1 },
            connections: 8, sendTimeout: .seconds(60))
    }

    /// moto takes a void receipt for a good one; SQS knows nothing of a machine's restart, and may give a message to
    /// two who ask at once.
    private static let promises = JobQueueConformance.all.filter { promise in
        !["a void receipt", "a restart", "many receivers"].contains { promise.description.hasPrefix($0) }
    }

    @Test(arguments: promises) func keeps(_ promise: JobQueueConformance.Case) async throws {
        let clock = ManualClock()
        try await promise.check(JobQueueSubject(queue: ClockedQueue(try await queue(), clock: clock), clock: clock))
    }

    @Test func receiptsThatSQSNeverGaveAreVoid() async throws {
        let queue = try await queue()
        for receipt in ["", "x", "' OR 1=1 --"].map({ QueueReceipt($0) }) {
            try await queue.acknowledge(receipt)
            try await queue.deadLetter(receipt, reason: "late")
            await #expect { try await queue.extend(receipt, visibility: .seconds(1)) } throws: {
                ($0 as? BackendError)?.code == .leaseLost
            }
        }
    }

    @Test func hiddenMessagesComeBackByTheServersClock() async throws {
        let queue = try await queue()
        try await queue.send(["a"])
        #expect(try await queue.receive(max: 1, visibility: .seconds(1), wait: .zero).map(\.deliveries) == [1])
        #expect(try await queue.receive(max: 1, visibility: .seconds(60), wait: .seconds(10)).map(\.deliveries) == [2])
    }

    /// A server that many ask at once may answer that it is busy, and what it meant to give then comes back later.
    @Test(.timeLimit(.minutes(10))) func manyReceiversLeaveNothing() async throws {
        let queue = try await queue()
        let bodies = Set((0..<100).map { "\($0)" })
        try await queue.send(Array(bodies))
        var received = try await withThrowingTaskGroup(of: [String].self) { group in
            for _ in 0..<8 {
                group.addTask {
                    var mine: [String] = []
                    while true {
                        let messages = try await Self.receive(3, from: queue, wait: .zero)
                        if messages.isEmpty { return mine }
                        mine += messages
                    }
                }
            }
            return try await group.reduce(into: Set<String>()) { $0.formUnion($1) }
        }
        while !received.isSuperset(of: bodies) {
            received.formUnion(try await Self.receive(10, from: queue, wait: .seconds(5)))
        }
        #expect(received == bodies)
    }

    private static func receive(_ most: Int, from queue: SQSJobQueue, wait: Duration) async throws -> [String] {
        try await askedAgain { try await queue.receive(max: most, visibility: .seconds(30), wait: wait).map(\.body) }
    }

    @Test func createQueuesMayBeRepeated() async throws {
        let queue = try await queue()
        try await queue.send(["a"])
        try await queue.createQueues()
        #expect(try await queue.depth().ready == 1)
    }

    @Test func missingQueueSaysWhatToDo() async throws {
        let queue = try unmade()
        await #expect { try await queue.send(["a"]) } throws: {
            ($0 as? BackendError)?.code == .unavailable && "\($0)".contains("spoold migrate")
        }
    }

    @Test func wrongKeysAreSaidToBe() async throws {
        let queue = try unmade(["AWS_SECRET_ACCESS_KEY": "wrong"])
        await #expect { try await queue.send(["a"]) } throws: {
            ($0 as? BackendError)?.code == .unavailable && "\($0)".contains("AWS keys") && !"\($0)".contains("wrong")
        }
    }

    @Test func absentServerIsUnavailable() async throws {
        let queue = SQSJobQueue(
            name: "a", endpoint: "http://127.0.0.1:1", region: "us-east-1",
            environment: ["AWS_ACCESS_KEY_ID": "a", "AWS_SECRET_ACCESS_KEY": "b"])
        await #expect { try await queue.send(["a"]) } throws: { ($0 as? BackendError)?.code == .unavailable }
    }

    @Test func cancelledWaitEndsSoon() async throws {
        let queue = try await queue()
        let waiting = Task { try await queue.receive(max: 1, visibility: .seconds(30), wait: .seconds(20)) }
        let start = ContinuousClock.now
        waiting.cancel()
        _ = try? await waiting.value
        #expect(start.duration(to: .now) < .seconds(15))
    }

    @Test func largeBatchesAreSplit() async throws {
        let queue = try await queue()
        let bodies = (0..<23).map { "\($0)" + String(repeating: "x", count: 60_000) }
        try await queue.send(bodies)
        #expect(try await queue.depth().ready == 23)
    }
}

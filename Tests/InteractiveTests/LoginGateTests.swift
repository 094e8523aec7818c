import ClientCore
import Synchronization
import Testing

@testable import spool

@Suite(.timeLimit(.minutes(10))) struct LoginGateTests {
    private static let end = ClientError(.loginNeeded, "ended")

    /// Waits at the gate as many calls do, and tells how many passed.
    private func passes(_ gate: LoginGate, _ count: Int) async -> Int {
        await withTaskGroup(of: Bool.self) { group in
            for _ in 0..<count {
                group.addTask {
                    do { try await gate.pass(Self.end) } catch { return false }; return true
                }
            }
            return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
        }
    }

    @Test func oneQuestionForAllWhoWait() async {
        let asked = Mutex(0)
        let gate = LoginGate { asked.withLock { $0 += 1 } }
        async let passed = passes(gate, 10)
        while asked.withLock({ $0 }) == 0 { await Task.yield() }
        // Those that come later wait for the same answer or find the gate open and ask anew.
        await gate.open()
        let isOver = Task { while !Task.isCancelled { await gate.open(); await Task.yield() } }
        #expect(await passed == 10)
        isOver.cancel()
    }

    @Test func whoDeclinesIsNotAskedAgain() async {
        let asked = Mutex(0)
        let gate = LoginGate { asked.withLock { $0 += 1 } }
        await gate.decline()
        #expect(await passes(gate, 3) == 0)
        #expect(asked.withLock { $0 } == 0)
        await gate.open()
        await gate.waitUntilOpen()
    }

    @Test func aCancelledWaitEnds() async {
        let asked = Mutex(0)
        let gate = LoginGate { asked.withLock { $0 += 1 } }
        let waiting = Task { await passes(gate, 1) }
        while asked.withLock({ $0 }) == 0 { await Task.yield() }
        waiting.cancel()
        #expect(await waiting.value == 0)
    }
}

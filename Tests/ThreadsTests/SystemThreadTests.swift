import Glibc
import Synchronization
import Testing
import Threads

struct SystemThreadTests {
    @Test func joiningWaitsForTheBody() throws {
        let isDone = Atomic(false)
        let thread = try SystemThread(name: "a test") {
            usleep(20_000)
            isDone.store(true, ordering: .sequentiallyConsistent)
        }
        thread.join()
        let wasDone = isDone.load(ordering: .sequentiallyConsistent)
        #expect(wasDone)
    }

    @Test func aDetachedThreadRuns() async throws {
        let isRun = await withCheckedContinuation { continuation in
            do {
                try SystemThread.detached { continuation.resume(returning: true) }
            } catch {
                continuation.resume(returning: false)
            }
        }
        #expect(isRun)
    }

    @Test(arguments: [true, false]) func signalsAreBlockedWhereThatIsAsked(_ blocks: Bool) throws {
        let before = Self.blocksTermination
        let inside = Mutex<Bool?>(nil)
        try SystemThread(blocksSignals: blocks) { inside.withLock { $0 = Self.blocksTermination } }.join()
        let found = inside.withLock { $0 }
        #expect(found == (blocks || before))
        #expect(Self.blocksTermination == before)
    }

    @Test func aStackThatNoMemoryHoldsIsRefused() {
        let refusal = #expect(throws: SystemThread.Refusal.self) {
            try SystemThread(stackSize: 1 << 46) {}.join()
        }
        #expect(refusal?.message.hasPrefix("no thread could be started: ") == true)
    }

    private static var blocksTermination: Bool {
        var mask = sigset_t()
        pthread_sigmask(SIG_BLOCK, nil, &mask)
        return sigismember(&mask, SIGTERM) == 1
    }
}

import Synchronization
import Testing

@testable import spool_media

@Suite struct ProgressWatchTests {
    @Test func speaksUpWhenTimeIsUsedUp() async {
        await withCheckedContinuation { continuation in
            ProgressWatch(budget: -1) { continuation.resume() }.start()
        }
    }

    @Test func progressBuysTime() {
        let time = Mutex(100.0)
        let watch = ProgressWatch(budget: 10, clock: { time.withLock { $0 } }, exceeded: {})
        time.withLock { $0 = 110 }
        #expect(watch.isWithinBudget)
        time.withLock { $0 = 110.1 }
        #expect(!watch.isWithinBudget)
        watch.progressed()
        #expect(watch.isWithinBudget)
    }
}

import BackendCore
import Testing

@Suite struct ChangeSignalTests {
    @Test func manyChangesAreOneElement() async {
        let signal = ChangeSignal()
        let stream = signal.subscribe()
        for _ in 0..<5 { signal.notify() }
        signal.finish()
        var count = 0
        for await _ in stream { count += 1 }
        #expect(count == 1)
    }

    @Test func everySubscriberIsWoken() async {
        let signal = ChangeSignal()
        var first = signal.subscribe().makeAsyncIterator()
        var second = signal.subscribe().makeAsyncIterator()
        signal.notify()
        #expect(await first.next() != nil)
        #expect(await second.next() != nil)
    }

    @Test func afterTheEndThereIsNothingToWaitFor() async {
        let signal = ChangeSignal()
        signal.finish()
        signal.notify()
        var iterator = signal.subscribe().makeAsyncIterator()
        #expect(await iterator.next() == nil)
    }

    @Test func cancellingTheWaitingTaskEndsTheWait() async {
        let signal = ChangeSignal()
        let task = Task {
            withUnsafeCurrentTask { $0?.cancel() }
            for await _ in signal.subscribe() {}
        }
        await task.value
    }
}

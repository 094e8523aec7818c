import Testing

@testable import BackendServices

@Suite(.timeLimit(.minutes(10))) struct GatheringTests {
    /// A gathering of three, and what it hands over, as it comes.
    private func gathering(patience: Duration) -> (gathering: Gathering<Int>, batches: AsyncStream<[Int]>) {
        let (batches, continuation) = AsyncStream.makeStream(of: [Int].self)
        return (Gathering(size: 3, patience: patience) { continuation.yield($0) }, batches)
    }

    @Test func enoughGoTogetherAndTheRestWithTheFlush() async {
        let (subject, batches) = gathering(patience: .seconds(3600))
        var handedOver = batches.makeAsyncIterator()
        for item in 1...4 { await subject.add(item) }
        await subject.flush()
        await subject.flush()
        await subject.add(5)
        await subject.flush()
        for expected in [[1, 2, 3], [4], [5]] {
            let batch = await handedOver.next()
            #expect(batch == expected)
        }
    }

    @Test func oneAloneDoesNotWaitForOthersForever() async {
        let (subject, batches) = gathering(patience: .milliseconds(10))
        var handedOver = batches.makeAsyncIterator()
        await subject.add(1)
        let batch = await handedOver.next()
        #expect(batch == [1])
    }
}

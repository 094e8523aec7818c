import Foundation
import Testing

@testable import MediaEngine

struct HandoverQueueTests {
    @Test func keepsOrderAcrossThreads() {
        let queue = HandoverQueue<Int>(capacity: 3)
        Thread.detachNewThread {
            for number in 0..<10_000 where !queue.push(number) { return }
            queue.finish()
        }
        var taken: [Int] = []
        while let number = queue.pop() { taken.append(number) }
        #expect(taken == Array(0..<10_000))
        #expect(queue.pop() == nil)
    }

    @Test func anAbandonedQueueLetsItsProducerGo() {
        let queue = HandoverQueue<Int>(capacity: 1)
        let ended = HandoverQueue<Int>(capacity: 1)
        Thread.detachNewThread {
            var pushed = 0
            while queue.push(pushed) { pushed += 1 }
            _ = ended.push(pushed)
        }
        #expect(queue.pop() == 0)
        queue.abandon()
        #expect((ended.pop() ?? 0) >= 1)
    }

    @Test func nothingIsTakenIntoAnAbandonedQueue() {
        let queue = HandoverQueue<Int>(capacity: 1)
        queue.abandon()
        #expect(!queue.push(1))
    }
}

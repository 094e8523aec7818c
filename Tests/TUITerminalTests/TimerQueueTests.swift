import Testing

@testable import TUITerminal

@Suite struct TimerQueueTests {
    @Test func eventsComeInTheOrderOfTheirTimes() {
        var queue = TimerQueue<String>()
        queue.add("late", due: 30)
        queue.add("first", due: 10)
        queue.add("second", due: 10)
        #expect(queue.nextDue == 10)
        #expect(queue.take(dueBy: 9).isEmpty)
        #expect(queue.take(dueBy: 10) == ["first", "second"])
        #expect(queue.take(dueBy: 99) == ["late"])
        #expect(queue.nextDue == nil)
    }
}

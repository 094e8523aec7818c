import Testing

@testable import TUITerminal

@Suite struct RenderScheduleTests {
    @Test func idleMeansNothingIsDue() {
        var schedule = RenderSchedule()
        #expect(schedule.due == nil && !schedule.isDue(at: 1000))
        schedule.userActed(at: 10)
        schedule.painted(bytes: 0, at: 10)
        #expect(schedule.due == nil)
    }

    @Test func keysArePaintedAtOnce() {
        var schedule = RenderSchedule()
        schedule.painted(bytes: 5000, at: 100)
        schedule.userActed(at: 101)
        #expect(schedule.isDue(at: 101))
    }

    @Test func eventsComeFourTimesASecond() {
        var schedule = RenderSchedule()
        var paints = 0
        for now in 0..<1000 {
            if now % 10 == 0 { schedule.somethingHappened(at: now) }
            if schedule.isDue(at: now) {
                paints += 1
                schedule.painted(bytes: 20, at: now)
            }
        }
        #expect(paints == 4)
    }

    @Test func largeChangesMakeRoomForTheLine() {
        var schedule = RenderSchedule()
        schedule.painted(bytes: 600, at: 0)
        schedule.somethingHappened(at: 1)
        #expect(schedule.due == 600)
        schedule.painted(bytes: 100_000, at: 600)
        schedule.somethingHappened(at: 601)
        #expect(schedule.due == 1600)
    }

    @Test func theAnswerToAKeyDoesNotWait() {
        var schedule = RenderSchedule()
        schedule.painted(bytes: 2000, at: 0)
        schedule.userActed(at: 5)
        schedule.painted(bytes: 10, at: 5)
        schedule.somethingHappened(at: 20)
        #expect(schedule.isDue(at: 20))
        schedule.painted(bytes: 10, at: 20)
        schedule.somethingHappened(at: 30)
        #expect(!schedule.isDue(at: 30))
    }
}

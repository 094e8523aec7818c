import Testing

@testable import MediaEngine

struct TimelineTests {
    private func timeline(declaredEnd: Int64? = nil, clockMayJump: Bool = false) -> Timeline {
        Timeline(rate: 48000, declaredEnd: declaredEnd, clockMayJump: clockMayJump)
    }

    @Test func framesThatTouchFollowEachOther() {
        var line = timeline()
        #expect(line.place(at: 500, count: 1024) == .next)
        #expect(line.place(at: 1524, count: 1024) == .next)
        #expect(line.start == 500)
        #expect(line.end == 2548)
    }

    @Test func theStartIsNoGap() {
        var line = timeline()
        #expect(line.place(at: 480_000, count: 1024) == .next)
    }

    @Test func roundedTimestampsAreNoGap() {
        var line = timeline()
        _ = line.place(at: 0, count: 1024)
        #expect(line.place(at: 1024 + 9599, count: 1024) == .next)
        #expect(line.place(at: 1024 + 9599 + 1024 - 40, count: 1024) == .next)
    }

    @Test func aHoleIsAGap() {
        var line = timeline()
        _ = line.place(at: 0, count: 1000)
        #expect(line.place(at: 49_000, count: 1000) == .gap(48_000))
        #expect(line.end == 50_000)
    }

    @Test func aHoleAfterUndecodablePacketsIsNone() {
        var line = timeline()
        _ = line.place(at: 0, count: 1000)
        #expect(line.place(at: 49_000, count: 1000, afterLoss: true) == .next)
    }

    @Test func aLongHoleNeedsADeclaredEnd() {
        let far: Int64 = 48_000 * 60
        var unknown = timeline()
        _ = unknown.place(at: 0, count: 0)
        #expect(unknown.place(at: far, count: 1000) == .jump(far))
        var declared = timeline(declaredEnd: far + 1000)
        _ = declared.place(at: 0, count: 0)
        #expect(declared.place(at: far, count: 1000) == .gap(far))
        var short = timeline(declaredEnd: far - 1)
        _ = short.place(at: 0, count: 0)
        #expect(short.place(at: far, count: 1000) == .jump(far))
    }

    @Test func aBroadcastClockMayJump() {
        var line = timeline(declaredEnd: .max, clockMayJump: true)
        _ = line.place(at: 0, count: 0)
        #expect(line.place(at: 48_000 * 3600, count: 1000) == .jump(48_000 * 3600))
        #expect(line.place(at: 5000, count: 1000) == .jump(5000 - 48_000 * 3600 - 1000))
        #expect(line.place(at: 6000 + 48_000, count: 1000) == .gap(48_000))
    }

    @Test func aClockThatRunsBackwardsIsNotTrusted() {
        var line = timeline()
        _ = line.place(at: 480_000, count: 1000)
        #expect(line.place(at: 0, count: 1000) == .jump(-481_000))
        #expect(line.place(at: 480_000, count: 1000) == .jump(479_000))
    }

    @Test func framesWithoutTimestampsFollow() {
        var line = timeline()
        #expect(line.place(at: nil, count: 1000) == .next)
        _ = line.place(at: 0, count: 1000)
        #expect(line.place(at: nil, count: 1000) == .next)
        #expect(line.place(at: 2000, count: 1000) == .next)
    }

    @Test func absurdPositionsDoNotTrap() {
        var line = timeline(declaredEnd: .max)
        _ = line.place(at: .min + 1, count: 1000)
        #expect(line.place(at: .max, count: 1000) == .jump(.max))
        #expect(line.place(at: .min + 1, count: 1000) == .next)
        #expect(line.place(at: .max - 5, count: .max) == .jump(.max))
    }

    @Test func whatSmallStepsLeaveOutAddsUp() {
        var line = timeline()
        for index in 0..<10 { _ = line.place(at: Int64(index) * 4800, count: 960) }
        #expect(line.shortfall == 9 * (4800 - 960))
        var rounded = timeline()
        for index in 0..<100 { _ = rounded.place(at: Int64(index) * 1024 + Int64(index % 3 - 1) * 20, count: 1024) }
        #expect(abs(rounded.shortfall) < 100)
    }
}

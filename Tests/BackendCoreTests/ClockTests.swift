import BackendCore
import Testing

@Suite struct ClockTests {
    @Test func theKernelClockRunsForward() {
        let clock = KernelClock()
        let (first, second) = (clock.monotonic(), clock.monotonic())
        #expect(first.boot == second.boot && !first.boot.isEmpty)
        #expect(second.milliseconds >= first.milliseconds)
        #expect(clock.wall() > 1_600_000_000_000)
        #expect(KernelClock().monotonic().boot == first.boot)
    }

    @Test func instantsOfAnotherBootArePast() {
        let lease = BootInstant(boot: "a", milliseconds: 1000).advanced(by: .seconds(2))
        #expect(lease.milliseconds == 3000)
        #expect(!lease.isPast(at: BootInstant(boot: "a", milliseconds: 2999)))
        #expect(lease.isPast(at: BootInstant(boot: "a", milliseconds: 3000)))
        #expect(lease.isPast(at: BootInstant(boot: "b", milliseconds: 0)))
    }

    @Test func durationsAreRoundedTowardsZero() {
        #expect(Duration.microseconds(1999).wholeMilliseconds == 1)
        #expect(Duration.microseconds(-1999).wholeMilliseconds == -1)
        #expect(Duration.seconds(3).wholeMilliseconds == 3000)
    }
}

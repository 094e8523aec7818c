import Testing
import TUIFeatures

@testable import spool

/// By rule, not by `TZ`, which belongs to the whole process and to other tests.
@Suite struct SystemTimeZoneTests {
    private func zone(_ offset: (Int) -> Int) -> LocalTime {
        SystemTimeZone.current(now: 1_735_000_000_000, offset: offset)
    }

    /// Central Europe in 2024.
    private static let summer = 1_711_846_800..<1_729_990_800

    @Test func changesToTheSecond() {
        let zone = zone { Self.summer.contains($0) ? 7200 : 3600 }
        #expect(zone.date(1_711_846_799_000) == "2024-03-31 01:59")
        #expect(zone.date(1_711_846_800_000) == "2024-03-31 03:00")
        #expect(zone.offset(at: 1_729_990_799_000) == 7200)
        #expect(zone.offset(at: 1_729_990_800_000) == 3600)
    }

    @Test func zonesWithoutChanges() {
        #expect(zone { _ in 19_800 }.offset(at: 0) == 19_800)
        #expect(zone { _ in 0 } == LocalTime([.init(start: 315_569_520_000, offset: 0)]))
    }
}

import Glibc
import Testing
import TUIFeatures

@testable import spool

/// Serialized, and alone in setting `TZ`: it belongs to the whole process.
@Suite(.serialized) struct SystemTimeZoneTests {
    private func zone(_ name: String) -> LocalTime {
        setenv("TZ", name, 1)
        defer { unsetenv("TZ") }
        return SystemTimeZone.current(now: 1_700_000_000_000)
    }

    @Test func changesToTheSecond() {
        // By rule, so that no zone files are needed.
        let zone = zone("CET-1CEST,M3.5.0,M10.5.0/3")
        #expect(zone.date(1_711_846_799_000) == "2024-03-31 01:59")
        #expect(zone.date(1_711_846_800_000) == "2024-03-31 03:00")
        #expect(zone.offset(at: 1_729_990_799_000) == 7200)
        #expect(zone.offset(at: 1_729_990_800_000) == 3600)
    }

    @Test func zonesWithoutChanges() {
        #expect(zone("IST-5:30").offset(at: 0) == 19_800)
        #expect(zone("UTC0") == LocalTime([.init(start: 315_569_520_000, offset: 0)]))
    }
}

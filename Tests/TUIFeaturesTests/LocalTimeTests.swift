import Testing

@testable import TUIFeatures

@Suite struct LocalTimeTests {
    private let berlin = LocalTime([
        .init(start: 0, offset: 3600), .init(start: 1_711_846_800_000, offset: 7200),
        .init(start: 1_729_990_800_000, offset: 3600),
    ])

    @Test func eachMomentHasTheOffsetOfItsPeriod() {
        #expect(berlin.date(1_711_846_799_999) == "2024-03-31 01:59")
        #expect(berlin.date(1_711_846_800_000) == "2024-03-31 03:00")
        #expect(berlin.date(1_729_990_800_000) == "2024-10-27 02:00")
    }

    @Test func theFirstPeriodHoldsForAllTimeBefore() {
        #expect(berlin.offset(at: -1_000_000) == 3600)
        #expect(berlin.date(-3_600_000) == "1970-01-01 00:00")
    }

    @Test func withoutPeriodsItIsUTC() { #expect(LocalTime.utc.date(0) == "1970-01-01 00:00") }

    @Test func filesAndJobsAreShownInIt() {
        var driver = Driver(100, 24)
        driver.state.setup.localTime = LocalTime([.init(start: 0, offset: -5 * 3600)])
        driver.list(media("a.mkv"))
        #expect(driver.screen.contains("1969-12-31 19:00"))
        driver.feed(job(1) { $0.notBefore = 1_700_000_000_000 })
        driver.type("2")
        #expect(driver.screen.contains("not before 2023-11-14 17:13"))
    }
}

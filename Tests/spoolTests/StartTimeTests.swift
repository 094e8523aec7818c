import Glibc
import Testing

@testable import spool

@Suite struct StartTimeTests {
    /// 2030-01-31 12:00 local time.
    private static let noon: Int = {
        var local = tm()
        (local.tm_year, local.tm_mon, local.tm_mday, local.tm_hour, local.tm_isdst) = (130, 0, 31, 12, -1)
        return mktime(&local)
    }()

    private func seconds(_ text: String) -> Int? {
        StartTime(now: .init(seconds: Self.noon)).timestamp(text).map { Int($0 / 1000) - Self.noon }
    }

    @Test(arguments: [("+30s", 30), ("+90m", 5400), ("+2h", 7200), ("+1d", 86_400), ("+0m", 0)])
    func spans(text: String, expected: Int) {
        #expect(seconds(text) == expected)
    }

    @Test func clockTimesAreTheNextOnes() {
        #expect(seconds("22:30") == 37_800)
        #expect(seconds("12:01") == 60)
        #expect((20 * 3600...28 * 3600).contains(seconds("11:59") ?? 0))
    }

    @Test func datesAreLocal() {
        #expect(seconds("2030-01-31T13:00") == 3600)
        #expect((0...13 * 3600).contains(seconds("2030-02-01") ?? -1))
        #expect((0...14 * 3600).contains(seconds("2030-02-01 00:30") ?? -1))
    }

    @Test(arguments: [
        "", "+", "2h", "+2", "+2x", "-2h", "24:00", "12:60", "12:0", "2030-02-31", "2030-13-01", "2029-01-01",
        "2030-01-31T25:00", "now",
    ])
    func nonsenseAndThePast(text: String) {
        #expect(seconds(text) == nil)
    }
}

import ClientCore
import Glibc
import SpoolAPI
import TUIFeatures

/// The zone of `TZ`, or else of the machine, as the C library knows it.
enum SystemTimeZone {
    /// Seconds between two samples: no zone keeps an offset for a shorter time than Morocco its Ramadan.
    private static let step = 14 * 86_400
    private static let year = 31_556_952

    /// The periods from 1980 until some years from now; about a millisecond's work.
    ///
    /// - Parameter offset: seconds east of UTC at a second.
    static func current(now: Timestamp = WallClock.now(), offset: (Int) -> Int = offset(at:)) -> LocalTime {
        tzset()
        let end = Int(now / 1000) + 3 * year
        var before = 10 * year
        var periods = [LocalTime.Period(start: Int64(before) * 1000, offset: offset(before))]
        while before < end {
            let after = before + step
            let new = offset(after)
            if new != offset(before) {
                periods.append(.init(start: Int64(change(between: before, and: after, offset)) * 1000, offset: new))
            }
            before = after
        }
        return LocalTime(periods)
    }

    /// The first second with the offset that holds at `after`.
    private static func change(between before: Int, and after: Int, _ offset: (Int) -> Int) -> Int {
        let new = offset(after)
        var (low, high) = (before, after)
        while high - low > 1 {
            let middle = (low + high) / 2
            if offset(middle) == new { high = middle } else { low = middle }
        }
        return high
    }

    /// Seconds east of UTC; 0 for a moment the C library cannot tell.
    static func offset(at seconds: Int) -> Int {
        var time = time_t(seconds)
        var local = tm()
        return localtime_r(&time, &local) == nil ? 0 : local.tm_gmtoff
    }
}

import Glibc
import SpoolAPI

/// Reads the times of `--after`; clock times are the local zone's.
struct StartTime {
    struct Now { var seconds: Int; static var now: Now { Now(seconds: time(nil)) } }

    private let now: Int

    init(now: Now) { self.now = now.seconds }

    /// `+90m`, `+2h`, `+1d`, `22:30` (the next one), `2030-01-31`, `2030-01-31T22:30`; nil when it is none of them or past.
    func timestamp(_ text: String) -> Timestamp? {
        guard let seconds = text.hasPrefix("+") ? relative(text.dropFirst()) : absolute(text) else { return nil }
        return Timestamp(seconds) * 1000
    }

    private func relative(_ text: Substring) -> Int? {
        let factors: [Character: Int] = ["s": 1, "m": 60, "h": 3600, "d": 86_400]
        guard let unit = text.last, let factor = factors[unit], text.count <= 8,
            let count = Self.number(text.dropLast())
        else { return nil }
        return now + count * factor
    }

    private func absolute(_ text: String) -> Int? {
        let halves = text.split(whereSeparator: { $0 == "T" || $0 == " " }).map { String($0) }
        var today = time_t(now)
        var local = tm()
        guard localtime_r(&today, &local) != nil else { return nil }
        local.tm_sec = 0
        local.tm_isdst = -1
        if halves.count == 1, let clock = Self.clock(text) {
            (local.tm_hour, local.tm_min) = clock
            let time = mktime(&local)
            if time > now { return time }
            local.tm_mday += 1
            local.tm_isdst = -1
            return mktime(&local)
        }
        guard let date = halves.first, let day = Self.day(date), halves.count <= 2 else { return nil }
        (local.tm_year, local.tm_mon, local.tm_mday) = (day.0 - 1900, day.1 - 1, day.2)
        (local.tm_hour, local.tm_min) = (0, 0)
        if halves.count == 2 {
            guard let clock = Self.clock(halves[1]) else { return nil }
            (local.tm_hour, local.tm_min) = clock
        }
        let time = mktime(&local)
        // mktime turns the 31st of February into a March day.
        return time > now && local.tm_mday == day.2 ? time : nil
    }

    private static func clock(_ text: String) -> (Int32, Int32)? {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2, parts[1].count == 2, let hour = number(parts[0]), let minute = number(parts[1]),
            hour < 24, minute < 60
        else { return nil }
        return (Int32(hour), Int32(minute))
    }

    private static func day(_ text: String) -> (Int32, Int32, Int32)? {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false).map { number($0) }
        guard parts.count == 3, let year = parts[0], let month = parts[1], let day = parts[2],
            (1970...9999).contains(year), (1...12).contains(month), (1...31).contains(day)
        else { return nil }
        return (Int32(year), Int32(month), Int32(day))
    }

    private static func number(_ text: some StringProtocol) -> Int? {
        text.allSatisfy { $0.isASCII && $0.isNumber } ? Int(text) : nil
    }
}

import SpoolAPI

/// Sizes, lengths and speeds for people; always short, so that columns can rely on their widths.
public enum Human {
    /// At most 7 columns: `0 B`, `999 B`, `1.5 kB`, `12 MB`, `1.2 GB`.
    public static func bytes(_ bytes: Int64) -> String {
        let units = ["B", "kB", "MB", "GB", "TB", "PB", "EB"]
        var value = Double(max(bytes, 0))
        var unit = 0
        while value >= 999.5, unit < units.count - 1 {
            value /= 1000
            unit += 1
        }
        if unit == 0 || value >= 9.95 { return "\(Int(value.rounded())) \(units[unit])" }
        return "\(tenths(value)) \(units[unit])"
    }

    /// `0:07`, `12:03`, `1:02:03`, and from 100 hours on `5 d 3 h`.
    public static func duration(milliseconds: Int64) -> String {
        let seconds = max(milliseconds, 0) / 1000
        let (hours, minutes) = (seconds / 3600, seconds / 60 % 60)
        if hours >= 100 { return "\(hours / 24) d \(hours % 24) h" }
        if hours > 0 { return "\(hours):\(two(minutes)):\(two(seconds % 60))" }
        return "\(minutes):\(two(seconds % 60))"
    }

    /// Time still needed, rounded up so that it never reads zero: `5 s`, `3 min`, `1 h 20 min`, `2 d 3 h`.
    public static func remaining(milliseconds: Double) -> String {
        guard milliseconds.isFinite, milliseconds < 3.6e11 else { return "?" }
        let seconds = max(Int64((milliseconds / 1000).rounded(.up)), 1)
        if seconds < 100 { return "\(seconds) s" }
        let minutes = (seconds + 59) / 60
        if minutes < 100 { return "\(minutes) min" }
        let hours = minutes / 60
        if hours < 48 { return "\(hours) h \(minutes % 60) min" }
        return "\(hours / 24) d \(hours % 24) h"
    }

    /// Seconds of audio per second: `0.8×`, `52×`.
    public static func speed(_ factor: Double) -> String {
        guard factor.isFinite, factor > 0 else { return "" }
        return factor < 9.95 ? "\(tenths(factor))×" : "\(Int(min(factor, 99_999).rounded()))×"
    }

    /// Whole percent, rounded down; 99 at most, for what has not ended is not complete.
    public static func percent(_ fraction: Double) -> String {
        "\(min(max(Int(fraction.isNaN ? 0 : min(max(fraction, 0), 1) * 100), 0), 99))%"
    }

    /// A moment as UTC: `2024-05-01 13:37`.
    public static func date(_ time: Timestamp) -> String {
        let days = Int64((Double(time) / 86_400_000).rounded(.down))
        let minutes = (time - days * 86_400_000) / 60_000
        let (year, month, day) = civil(days)
        return "\(year)-\(two(month))-\(two(day)) \(two(minutes / 60)):\(two(minutes % 60))"
    }

    /// The Gregorian date of a day counted from 1970-01-01 (Hinnant, “chrono-compatible low-level date algorithms”).
    private static func civil(_ days: Int64) -> (Int64, Int64, Int64) {
        let shifted = days + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let part = (5 * dayOfYear + 2) / 153
        let month = part < 10 ? part + 3 : part - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * part + 2) / 5 + 1)
    }

    private static func two(_ number: Int64) -> String { number < 10 ? "0\(number)" : "\(number)" }
    private static func tenths(_ value: Double) -> String {
        let tenths = Int((value * 10).rounded())
        return "\(tenths / 10).\(tenths % 10)"
    }
}

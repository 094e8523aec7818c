import CFFmpeg

/// Durations that a header declares: believed only when they can be true.
enum MediaDuration {
    /// Thirty days: longer than any recording that Spool is asked to convert.
    static let longest: Int64 = 30 * 24 * 3_600_000

    /// `value` ticks of `timeBase` in milliseconds; nil when absent, not positive, absurd or beyond 64 bits.
    static func milliseconds(_ value: Int64?, timeBase: AVRational) -> Int64? {
        guard let value, value > 0, value != spool_no_timestamp, timeBase.num > 0, timeBase.den > 0 else { return nil }
        let (scaled, overflow) = value.multipliedReportingOverflow(by: Int64(timeBase.num))
        guard !overflow else { return nil }
        let (product, tooLong) = scaled.multipliedReportingOverflow(by: 1000)
        guard !tooLong else { return nil }
        let result = product / Int64(timeBase.den)
        return result > 0 && result <= longest ? result : nil
    }

    /// A timestamp in samples at `rate`, rounded to nearest; nil when absent or beyond 64 bits.
    static func samples(_ timestamp: Int64, timeBase: AVRational, rate: Int) -> Int64? {
        guard timestamp != spool_no_timestamp, timeBase.num > 0, timeBase.den > 0, rate > 0 else { return nil }
        let position = av_rescale_q(timestamp, timeBase, AVRational(num: 1, den: Int32(clamping: rate)))
        return position == Int64.min ? nil : position
    }

    /// `12:03`, `1:02:03`: how people write a position, milliseconds dropped.
    static func text(_ milliseconds: Int64) -> String {
        let seconds = max(0, milliseconds) / 1000
        func two(_ value: Int64) -> String { value < 10 ? "0\(value)" : "\(value)" }
        let rest = "\(two(seconds / 60 % 60)):\(two(seconds % 60))"
        return seconds >= 3600 ? "\(seconds / 3600):\(rest)" : String(rest.first == "0" ? rest.dropFirst() : rest[...])
    }
}

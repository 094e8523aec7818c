/// How far a conversion is.
public struct JobProgress: Codable, Hashable, Sendable {
    /// Milliseconds of audio converted.
    public var done: Int64
    /// Milliseconds of audio in all; nil while unknown.
    public var total: Int64?
    /// Seconds of audio per second of wall time over the last few seconds.
    public var speed: Double
    public var updatedAt: Timestamp

    public init(done: Int64, total: Int64?, speed: Double, updatedAt: Timestamp) {
        self.done = done
        self.total = total
        self.speed = speed
        self.updatedAt = updatedAt
    }

    /// 0 … 1, nil while the total is unknown; never 1 before the job has ended.
    public var fraction: Double? {
        guard let total, total > 0 else { return nil }
        return min(Double(max(done, 0)) / Double(total), 0.999)
    }
}

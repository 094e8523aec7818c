import MediaProtocol

/// Counts what is encoded and says when it is time to report: at most four times a second.
struct ProgressMeter {
    private static let interval = Duration.milliseconds(250)

    private let total: Int64?
    private let rate: Int64
    private var samples: Int64 = 0
    private var last = ContinuousClock.now

    /// - Parameter total: milliseconds in all.
    init(total: Int64?, rate: Int) {
        self.total = total
        self.rate = Int64(rate)
    }

    /// Adds samples; returns what to report, when it is time.
    mutating func advance(by count: Int) -> ConvertProgress? {
        samples += Int64(count)
        let now = ContinuousClock.now
        guard now - last >= Self.interval else { return nil }
        last = now
        return ConvertProgress(done: samples * 1000 / rate, total: total)
    }
}

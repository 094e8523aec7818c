import SpoolAPI

/// The offsets of the time zone in which times are shown: found out by the shell, so that drawing reads no clock and
/// no file.
public struct LocalTime: Hashable, Sendable {
    public struct Period: Hashable, Sendable {
        /// The first moment of it.
        public var start: Timestamp
        /// Seconds east of UTC.
        public var offset: Int

        public init(start: Timestamp, offset: Int) {
            self.start = start
            self.offset = offset
        }
    }

    public static let utc = LocalTime([])

    private let periods: [Period]

    /// - Parameter periods: ascending; the first also holds for all time before it. Without any it is UTC.
    public init(_ periods: [Period]) { self.periods = periods }

    /// Seconds east of UTC at a moment.
    public func offset(at time: Timestamp) -> Int {
        (periods.last { $0.start <= time } ?? periods.first)?.offset ?? 0
    }

    /// `2024-05-01 13:37`.
    public func date(_ time: Timestamp) -> String { Human.date(time + Int64(offset(at: time)) * 1000) }
}

/// Growing waits between tries: `first`, doubled each time up to `ceiling`.
public struct Backoff: Hashable, Sendable {
    private var delay: Duration
    private let first: Duration
    private let ceiling: Duration
    private let limit: Int?
    private var tries = 0

    /// `limit` is the number of waits before `next` returns nil; nil is without end.
    public init(first: Duration = .milliseconds(250), ceiling: Duration = .seconds(10), limit: Int? = nil) {
        self.first = first
        self.ceiling = ceiling
        self.limit = limit
        delay = first
    }

    public mutating func next() -> Duration? {
        if let limit, tries >= limit { return nil }
        tries += 1
        defer { delay = min(delay * 2, ceiling) }
        return delay
    }

    public mutating func reset() {
        delay = first
        tries = 0
    }
}

/// Growing pauses between attempts at something that does not answer: each twice the one before, with a random part so
/// that many processes do not come back at once.
public struct Backoff: Sendable {
    private var pause: Duration
    private let longest: Duration

    public init(first: Duration = .milliseconds(250), longest: Duration = .seconds(5)) {
        pause = first
        self.longest = longest
    }

    /// 75 to 100 percent of the pause that is due.
    public mutating func next() -> Duration {
        defer { pause = min(pause * 2, longest) }
        return pause * Double.random(in: 0.75...1)
    }
}

/// When to paint: at once for what the user did, at most four times a second for what happened by itself, and more
/// rarely after large changes, so that nothing queues up on a slow line. Times in milliseconds of a steady clock.
struct RenderSchedule {
    /// When the next frame is wanted; nil when the screen is up to date.
    private(set) var due: Int?
    private var nextBackground = 0
    /// How many paints the user still waits for: the answers to a key come as posted events.
    private var credit = 0

    static let backgroundInterval = 250
    private static let longestInterval = 1000
    private static let creditPerKey = 2

    /// The user did something, or the screen is not what it should be.
    mutating func userActed(at now: Int) {
        due = now
        credit = Self.creditPerKey
    }

    /// Something happened by itself.
    mutating func somethingHappened(at now: Int) {
        let wanted = credit > 0 ? now : max(now, nextBackground)
        due = min(due ?? wanted, wanted)
    }

    func isDue(at now: Int) -> Bool { due.map { $0 <= now } ?? false }

    /// - Parameter bytes: how many the frame took. 9,600 bit/s carry about one a millisecond.
    mutating func painted(bytes: Int, at now: Int) {
        due = nil
        credit = max(credit - 1, 0)
        nextBackground = now + min(max(bytes, Self.backgroundInterval), Self.longestInterval)
    }
}

/// Tells when a transfer has stood still for too long. Pure.
///
/// libcurl's own limit counts bytes a second: a stream that only a heartbeat now and then keeps alive is below it.
struct StallWatch {
    /// Seconds.
    let limit: Int
    private var bytes: Int64 = 0
    private var since: Int?

    init(limit: Int) { self.limit = limit }

    /// - Parameters:
    ///   - bytes: that have come and gone so far.
    ///   - second: of a steady clock.
    ///   - isHeld: true while the reader on this side is what holds it up.
    mutating func isStalled(bytes: Int64, at second: Int, isHeld: Bool) -> Bool {
        guard let since, bytes == self.bytes, !isHeld else {
            self.bytes = bytes
            since = second
            return false
        }
        return second - since >= limit
    }
}

import Testing

@testable import ClientCore

@Suite struct StallWatchTests {
    /// Seconds and bytes of a transfer; the second at which it counts as lost.
    private func end(_ steps: [(second: Int, bytes: Int64)], limit: Int = 60, isHeld: Bool = false) -> Int? {
        var watch = StallWatch(limit: limit)
        return steps.first { watch.isStalled(bytes: $0.bytes, at: $0.second, isHeld: isHeld) }?.second
    }

    /// Three bytes in 15 seconds: below any limit in bytes a second.
    @Test func aHeartbeatKeepsAStreamAlive() {
        #expect(end((0...3600).map { ($0, Int64($0 / 15 * 3)) }) == nil)
    }

    @Test func silenceEndsItAfterTheLimit() {
        #expect(end((0...300).map { ($0, Int64(min($0, 100))) }) == 160)
    }

    @Test func nothingAtAllEndsItToo() {
        #expect(end((7...300).map { ($0, 0) }) == 67)
    }

    @Test func aReaderThatTakesItsTimeIsNotTheServersFault() {
        #expect(end((0...300).map { ($0, 5) }, isHeld: true) == nil)
    }
}

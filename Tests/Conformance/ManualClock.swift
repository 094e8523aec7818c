import BackendCore
import SpoolAPI
import Synchronization

/// A clock that stands until it is moved.
public final class ManualClock: SystemClock {
    private struct Hands {
        var wall: Timestamp = 1_700_000_000_000
        var monotonic: Int64 = 5_000_000
        var boots = 1
    }

    private let hands = Mutex(Hands())

    public init() {}

    public func wall() -> Timestamp { hands.withLock { $0.wall } }

    public func monotonic() -> BootInstant {
        hands.withLock { BootInstant(boot: "boot-\($0.boots)", milliseconds: $0.monotonic) }
    }

    /// Time passes.
    public func advance(by duration: Duration) {
        hands.withLock {
            $0.wall += duration.wholeMilliseconds
            $0.monotonic += duration.wholeMilliseconds
        }
    }

    /// Somebody sets the wall clock.
    public func jump(by duration: Duration) {
        hands.withLock { $0.wall += duration.wholeMilliseconds }
    }

    /// The machine restarts.
    public func reboot() {
        hands.withLock {
            $0.boots += 1
            $0.monotonic = 1000
        }
    }
}

/// Milliseconds since a particular boot. Instants of different boots cannot be compared: a lease that another
/// boot granted has ended.
public struct BootInstant: Hashable, Sendable {
    /// The kernel's id of this boot.
    public var boot: String
    /// Milliseconds since it, time in suspend included.
    public var milliseconds: Int64

    public init(boot: String, milliseconds: Int64) {
        self.boot = boot
        self.milliseconds = milliseconds
    }

    public func advanced(by duration: Duration) -> BootInstant {
        BootInstant(boot: boot, milliseconds: milliseconds + duration.wholeMilliseconds)
    }

    /// True when `now` is at or after this instant, or in another boot.
    public func isPast(at now: BootInstant) -> Bool {
        now.boot != boot || now.milliseconds >= milliseconds
    }
}

extension Duration {
    /// Rounded towards zero.
    public var wholeMilliseconds: Int64 {
        components.seconds * 1000 + components.attoseconds / 1_000_000_000_000_000
    }
}

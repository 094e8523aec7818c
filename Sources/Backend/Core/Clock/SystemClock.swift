import SpoolAPI

/// The two clocks the backend reads. Leases and time-outs use `monotonic`, which no adjustment of the wall clock
/// moves; `wall` is for people and for times that people gave.
public protocol SystemClock: Sendable {
    func wall() -> Timestamp
    func monotonic() -> BootInstant
}

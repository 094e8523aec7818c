import Glibc
import SpoolAPI

/// `CLOCK_REALTIME` and `CLOCK_BOOTTIME`.
public struct KernelClock: SystemClock {
    private let boot: String

    public init() {
        boot = Self.bootIdentifier()
    }

    public func wall() -> Timestamp { Self.read(CLOCK_REALTIME) }

    public func monotonic() -> BootInstant {
        BootInstant(boot: boot, milliseconds: Self.read(CLOCK_BOOTTIME))
    }

    private static func read(_ clock: clockid_t) -> Int64 {
        var time = timespec()
        clock_gettime(clock, &time)
        return Int64(time.tv_sec) * 1000 + Int64(time.tv_nsec) / 1_000_000
    }

    /// A kernel without `/proc` has no boot id; then this process counts as a boot of its own, which ends leases
    /// early rather than never.
    private static func bootIdentifier() -> String {
        let descriptor = open("/proc/sys/kernel/random/boot_id", O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return "process-\(getpid())-\(read(CLOCK_REALTIME))" }
        defer { close(descriptor) }
        var buffer = [UInt8](repeating: 0, count: 36)
        let count = Glibc.read(descriptor, &buffer, buffer.count)
        return String(decoding: buffer.prefix(max(count, 0)), as: UTF8.self)
    }
}

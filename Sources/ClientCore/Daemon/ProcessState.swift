import Glibc

/// Whether a process is still at work (proc(5)).
enum ProcessState {
    /// False for a process that has ended and only waits to be reaped; its adoptive parent may never do so.
    static func isAlive(_ pid: Int32) -> Bool {
        let descriptor = open("/proc/\(pid)/stat", O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return false }
        defer { close(descriptor) }
        var bytes = [UInt8](repeating: 0, count: 512)
        let count = read(descriptor, &bytes, bytes.count)
        // The state follows the program's name in brackets, which may hold brackets itself.
        guard count > 0, let name = bytes[..<count].lastIndex(of: UInt8(ascii: ")")), name + 2 < count else {
            return false
        }
        return bytes[name + 2] != UInt8(ascii: "Z")
    }
}

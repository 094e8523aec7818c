import CCurses
import Glibc
import TUIScreen

/// Keeps what is written to standard error off the screen, and gives its end back afterwards.
///
/// Only when standard error is a terminal: a file the user sent it to gets everything at once.
struct StandardErrorCapture {
    /// The memory file descriptor 2 stands for.
    let captured: Int32
    /// Where descriptor 2 led before.
    let original: Int32

    private static let tailBytes = 4096
    private static let tailLines = 20
    private static let mostBytes = 1 << 20

    static func begin() -> StandardErrorCapture? {
        guard isatty(STDERR_FILENO) == 1 else { return nil }
        let original = fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, 3)
        let captured = spool_memory_file("stderr")
        guard original >= 0, captured >= 0, dup2(captured, STDERR_FILENO) >= 0 else {
            close(original)
            close(captured)
            return nil
        }
        return StandardErrorCapture(captured: captured, original: original)
    }

    /// Forgets everything when it has become too much to keep.
    func bound() {
        if lseek(captured, 0, SEEK_END) > Self.mostBytes { ftruncate(captured, 0) }
    }

    /// Ends the capture; prints the last lines, sanitised.
    func end() {
        dup2(original, STDERR_FILENO)
        let text = lastLines().map { SafeText(bytes: $0).text + "\n" }.joined()
        _ = Array(text.utf8).withUnsafeBytes { write(STDERR_FILENO, $0.baseAddress, $0.count) }
        close(captured)
        close(original)
    }

    private func lastLines() -> [ArraySlice<UInt8>] {
        let size = Int(lseek(captured, 0, SEEK_END))
        var bytes = [UInt8](repeating: 0, count: min(max(size, 0), Self.tailBytes))
        let count = pread(captured, &bytes, bytes.count, size - bytes.count)
        return bytes.prefix(max(count, 0)).split(separator: UInt8(ascii: "\n")).suffix(Self.tailLines)
    }
}

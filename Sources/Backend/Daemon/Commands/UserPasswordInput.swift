import Descriptors
import Glibc

/// A password from standard input: typed unseen at a terminal, else the first line.
enum UserPasswordInput {
    static func read() throws(StartFailure) -> String {
        let isTerminal = isatty(STDIN_FILENO) == 1
        guard isTerminal else { return try line() }
        let first = try unseen("Password: ")
        guard try unseen("Again: ") == first else {
            throw StartFailure("the two passwords differ: nothing was changed", status: .usage)
        }
        return first
    }

    /// An interrupt's signal would end the process before the terminal shows again what is typed: its key ends the
    /// line instead.
    private static func unseen(_ prompt: String) throws(StartFailure) -> String {
        var before = termios()
        guard tcgetattr(STDIN_FILENO, &before) == 0 else { return try line() }
        var silent = before
        silent.c_lflag &= ~tcflag_t(ECHO | ISIG)
        let interrupt = withUnsafeMutableBytes(of: &silent.c_cc) { keys in
            keys[Int(VEOL)] = keys[Int(VINTR)]
            return keys[Int(VINTR)]
        }
        tcsetattr(STDIN_FILENO, TCSAFLUSH, &silent)
        defer { tcsetattr(STDIN_FILENO, TCSAFLUSH, &before) }
        ExitStatus.success.print(prompt, to: STDERR_FILENO)
        var typed = typedLine()
        if typed.last == interrupt { throw StartFailure("interrupted: nothing was changed", status: .usage) }
        if typed.last == 0x0A { typed.removeLast() }
        guard !typed.isEmpty else { throw missing }
        return String(decoding: typed, as: UTF8.self)
    }

    /// The terminal gives a line at a time.
    private static func typedLine() -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: Int(MAX_CANON) + 1)
        let count = DescriptorIO.uninterrupted { Glibc.read(STDIN_FILENO, &bytes, bytes.count) }
        return Array(bytes.prefix(max(0, count)))
    }

    private static func line() throws(StartFailure) -> String {
        guard let line = readLine(), !line.isEmpty else { throw missing }
        return line
    }

    private static let missing = StartFailure(
        "no password: type one, or send it as the first line of standard input", status: .usage)
}

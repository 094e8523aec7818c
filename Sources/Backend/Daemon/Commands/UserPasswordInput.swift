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

    private static func unseen(_ prompt: String) throws(StartFailure) -> String {
        var before = termios()
        guard tcgetattr(STDIN_FILENO, &before) == 0 else { return try line() }
        var silent = before
        silent.c_lflag &= ~tcflag_t(ECHO)
        tcsetattr(STDIN_FILENO, TCSAFLUSH, &silent)
        defer { tcsetattr(STDIN_FILENO, TCSAFLUSH, &before) }
        ExitStatus.success.print(prompt, to: STDERR_FILENO)
        return try line()
    }

    private static func line() throws(StartFailure) -> String {
        guard let line = readLine(), !line.isEmpty else {
            throw StartFailure("no password: type one, or send it as the first line of standard input", status: .usage)
        }
        return line
    }
}

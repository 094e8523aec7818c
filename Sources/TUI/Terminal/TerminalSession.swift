import CCurses
import Glibc
import TUIScreen

/// The screen of this process's terminal, from `open` to `close`. There is one at a time, used by one thread.
///
/// While it is open, standard error is kept off the screen and a crash gives the terminal back.
public final class TerminalSession {
    let options: TerminalOptions
    let input: Int32 = STDIN_FILENO
    let terminal: Int32 = STDOUT_FILENO
    var output: TerminalOutput
    let keyTable: KeyTable
    /// As far as the terminal tells; at least 1 × 1.
    public internal(set) var size: Size

    let modes: PrivateModes
    var painter: FramePainter
    /// The terminal's modes as the shell has them, and as curses set them.
    var shellModes: termios
    var programModes: termios
    private var capture: StandardErrorCapture?
    private var isOpen = true
    /// From giving the terminal back until taking it again.
    var isSuspended = false

    /// Enters the screen.
    ///
    /// - Throws: `TerminalRefusal` before a single byte is written, when there can be none.
    public static func open(_ options: TerminalOptions = .fromEnvironment()) throws(TerminalRefusal) -> TerminalSession
    {
        try TerminalSession(options)
    }

    private init(_ options: TerminalOptions) throws(TerminalRefusal) {
        guard isatty(input) == 1, isatty(terminal) == 1 else {
            throw TerminalRefusal(program: options.program, reason: "this is not a terminal")
        }
        let description = try TerminalDescription(options: options, output: terminal)
        shellModes = termios()
        guard tcgetattr(input, &shellModes) == 0, spool_curses_open(description.name, input, terminal) == 0 else {
            throw TerminalRefusal(program: options.program, reason: "the terminal cannot be opened")
        }
        programModes = termios()
        tcgetattr(input, &programModes)
        output = TerminalOutput(terminal: terminal)
        self.options = options
        // Reads the entry curses has loaded by now.
        keyTable = KeyTable.ofTerminfo(TerminalDescription.capability)
        modes = PrivateModes(
            bracketedPaste: description.hasPrivateModes, mouse: options.mouse && description.hasPrivateModes)
        let colors = options.monochrome || options.theme == .mono ? 0 : spool_curses_start_colors()
        painter = FramePainter(description: description, colors: colors, theme: options.theme)
        size = Size(columns: 1, rows: 1)
        capture = StandardErrorCapture.begin()
        measure()
        sendFromCurses()
        output.send(modes.enter)
        armCrashGuard()
    }

    /// Shows `frame`. Returns how many bytes that took.
    @discardableResult
    public func paint(_ frame: Frame) -> Int {
        capture?.bound()
        painter.paint(frame)
        return sendFromCurses()
    }

    /// Gives the terminal back and prints the end of what was written to standard error meanwhile.
    public func close() {
        guard isOpen else { return }
        isOpen = false
        leaveScreen()
        spool_curses_close()
        output.close()
        // What was typed or pasted for this screen must not reach the shell.
        tcflush(input, TCIFLUSH)
        tcsetattr(input, TCSANOW, &shellModes)
        spool_guard_disarm()
        capture?.end()
    }

    /// Takes the terminal's size; true when it has changed. A terminal that does not know it has curses' guess.
    @discardableResult
    func measure() -> Bool {
        var rows: Int32 = 0
        var columns: Int32 = 0
        _ = spool_window_size(terminal, &rows, &columns)
        if rows <= 0 || columns <= 0 {
            rows = spool_curses_rows()
            columns = spool_curses_columns()
        }
        if rows != spool_curses_rows() || columns != spool_curses_columns() { spool_curses_resize(rows, columns) }
        let measured = Size(columns: Int(columns), rows: Int(rows))
        defer { size = measured }
        return measured != size
    }

    /// Leaves the alternate screen and the private modes; the terminal's own modes are left to the caller.
    func leaveScreen() {
        output.send(modes.leave)
        spool_curses_leave()
        sendFromCurses()
        output.finish()
    }

    /// Sends what curses has for the terminal; how many bytes.
    @discardableResult
    func sendFromCurses() -> Int {
        var total = 0
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 8192) { buffer in
            while true {
                let count = spool_curses_take(buffer.baseAddress, buffer.count)
                if count == 0 { break }
                output.send(Array(buffer.prefix(count)))
                total += count
            }
        }
        return total
    }

    func armCrashGuard() {
        var exit = modes.leave
        exit += TerminalDescription.fullScrollRegion(rows: spool_curses_rows())
        for name in ["sgr0", "op", "cnorm", "rmcup"] { exit += TerminalDescription.capability(name) }
        exit += Array("\r".utf8)
        let message = "\n\(options.program) crashed; the terminal is as it was. The last it said:\n"
        exit.withUnsafeBytes { bytes in
            spool_guard_arm(
                terminal, &shellModes, bytes.bindMemory(to: CChar.self).baseAddress, bytes.count, message,
                capture?.captured ?? -1, capture?.original ?? STDERR_FILENO)
        }
    }
}

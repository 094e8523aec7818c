import CCurses
import Glibc

extension TerminalSession {
    /// Gives the terminal back and stops the process group, as Ctrl-Z does. Returns when it is continued; `resume`
    /// must follow. Does nothing when nobody could continue it: the process was started without a shell.
    func suspend() {
        if getsid(0) == getpid() { return }
        isSuspended = true
        leaveScreen()
        tcsetattr(input, TCSANOW, &shellModes)
        kill(0, SIGSTOP)
    }

    /// Takes the terminal again after a stop, of whatever kind: `suspend` or a plain SIGSTOP, after which the
    /// terminal's modes and contents may be anything.
    func resume() {
        var current = termios()
        // In line mode they are the shell's, perhaps changed meanwhile; else nobody has touched ours.
        if tcgetattr(input, &current) == 0, current.c_lflag & tcflag_t(ICANON) != 0 { shellModes = current }
        // In the background this stops the process until it comes to the foreground.
        tcsetattr(input, TCSANOW, &programModes)
        // After a plain SIGSTOP curses believes the screen to be its own: leaving it first makes both cases one.
        spool_curses_leave()
        sendFromCurses()
        output.send(modes.enter)
        measure()
        painter.invalidate()
        armCrashGuard()
        isSuspended = false
    }
}

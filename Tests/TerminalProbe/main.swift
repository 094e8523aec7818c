import Glibc
import TUIScreen
import TUITerminal

// A small application for the checks in Tests/terminal: the terminal layer with nothing behind it.

TerminalSignals.blockAtStart()

enum ProbeEvent: Sendable { case tick, crash, exit }

func complain(_ text: String) {
    _ = Array((text + "\n").utf8).withUnsafeBytes { write(STDERR_FILENO, $0.baseAddress, $0.count) }
}

func run(_ options: ProbeOptions) throws(TerminalRefusal) -> Int32 {
    var terminal = TerminalOptions.fromEnvironment()
    terminal.program = "terminal-probe"
    terminal.ascii = options.ascii
    terminal.mouse = options.mouse
    terminal.notifications = options.notifications
    let session = try TerminalSession.open(terminal)
    defer { session.close() }
    let loop = EventLoop<ProbeEvent>(session: session)
    var model = ProbeModel(options)
    if options.complains { complain("a complaint \u{1B}[31mwith colour") }
    if options.ticks { loop.post(.tick, after: .milliseconds(250)) }
    if options.crashes { loop.post(.crash, after: .milliseconds(300)) }
    if options.exits { loop.post(.exit, after: .milliseconds(300)) }

    return loop.run { input in
        switch input {
        case .posted(.crash): CrashRequest.crash()
        case .posted(.exit): exit(7)
        case .posted(.tick):
            model.ticks += 1
            loop.post(.tick, after: .milliseconds(250))
        case .terminal(let event):
            switch model.update(event) {
            case .quit: loop.quit(0)
            case .copy(let text): session.copy(text)
            case .ring: session.ring()
            case .notify: session.notify(title: "Probe", body: "3 done")
            case nil: break
            }
        }
    } render: { size in
        model.render(size)
    }
}

guard let options = ProbeOptions(Array(CommandLine.arguments.dropFirst())) else {
    complain(
        "usage: terminal-probe [--rows=N] [--ticks] [--ascii] [--mouse] [--notify] [--complain] [--crash] [--exit]")
    exit(64)
}
do {
    exit(try run(options))
} catch {
    complain(error.message)
    exit(TerminalRefusal.exitCode)
}

import ClientCore
import Glibc
import Synchronization

/// Asks a question on the terminal itself, whatever standard input and output are.
struct TerminalPrompt {
    /// The typed line; nil when there is no terminal or its end is typed. Ctrl-C is `cancelled`.
    func line(_ question: String, echo: Bool) async throws -> String? {
        switch await DetachedThread.run(refusal: Outcome.none, { Self.ask(question, echo, $0) }) {
        case .line(let text): return text
        case .none: return nil
        case .interrupted: throw ClientError(.cancelled, "interrupted")
        }
    }

    private enum Outcome: Sendable { case line(String), none, interrupted }

    /// Signals are typed as bytes meanwhile: an interrupt must not leave the terminal without its echo.
    private static func ask(_ question: String, _ echo: Bool, _ cancellation: Cancellation) -> Outcome {
        let terminal = open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY)
        guard terminal >= 0 else { return .none }
        defer { close(terminal) }
        var before = termios()
        guard tcgetattr(terminal, &before) == 0 else { return .none }
        var changed = before
        changed.c_lflag &= ~tcflag_t(ECHO | ICANON | ISIG)
        tcsetattr(terminal, TCSAFLUSH, &changed)
        defer { tcsetattr(terminal, TCSAFLUSH, &before) }
        write(question, to: terminal)
        var line = TypedLine()
        while true {
            var waiting = pollfd(fd: terminal, events: Int16(POLLIN), revents: 0)
            let ready = poll(&waiting, 1, 200)
            if cancellation.isCancelled { return .interrupted }
            if ready == 0 || ready < 0 && errno == EINTR { continue }
            var byte: UInt8 = 0
            guard read(terminal, &byte, 1) == 1 else { return .none }
            let shown = line.take(byte)
            if echo { write(shown, to: terminal) }
            switch line.state {
            case .typing: continue
            case .complete:
                write("\n", to: terminal)
                return .line(line.text)
            case .ended, .interrupted:
                write("\n", to: terminal)
                return line.state == .ended ? .none : .interrupted
            }
        }
    }

    private static func write(_ text: String, to terminal: Int32) {
        _ = Array(text.utf8).withUnsafeBytes { Glibc.write(terminal, $0.baseAddress, $0.count) }
    }
}

/// The line that raw bytes from a keyboard make.
struct TypedLine {
    enum State: Hashable { case typing, complete, ended, interrupted }

    private(set) var state = State.typing
    private var bytes: [UInt8] = []
    private static let limit = 1024

    var text: String { String(decoding: bytes, as: UTF8.self) }

    /// What a terminal that echoes shows of it.
    mutating func take(_ byte: UInt8) -> String {
        switch byte {
        case 0x0A, 0x0D: state = .complete
        case 0x03: state = .interrupted
        case 0x04: state = bytes.isEmpty ? .ended : .complete
        case 0x08, 0x7F:
            guard !bytes.isEmpty else { return "" }
            while let last = bytes.popLast(), last & 0xC0 == 0x80 {}
            return "\u{8} \u{8}"
        case 0x15:
            defer { bytes = [] }
            return String(repeating: "\u{8} \u{8}", count: text.count)
        case 0x00..<0x20: break
        default:
            guard bytes.count < Self.limit else { return "" }
            bytes.append(byte)
            // A character is shown once its last byte is there.
            return String(validating: bytes, as: UTF8.self)?.last.map(String.init) ?? ""
        }
        return ""
    }
}

import FoundationEssentials
import Glibc
import TUIScreen

/// Where a verb says what it found: people's text, or with `--json` one JSON object a line, with people's text on
/// standard error then.
struct VerbOutput: Sendable {
    let isJSON: Bool
    /// Nothing that has been written is drawn over: a line for each change.
    var isPlain = false

    /// Where people's text goes.
    var stream: Console.Stream { isJSON ? .error : .output }

    /// Lines may be drawn again where they stand.
    var isLive: Bool {
        let terminal = getenv("TERM").map { String(cString: $0) } ?? ""
        return !isPlain && stream.isTerminal && !terminal.isEmpty && terminal != "dumb"
    }

    /// A line for people that is the verb's result; nothing with `--json`, where the record says it.
    func line(_ text: SafeText) {
        if !isJSON { Console.write(text.text + "\n", to: .output) }
    }

    /// A line for people beside the result: always on standard error.
    func note(_ text: String) {
        Console.write(SafeLines.text("spool: \(text)") + "\n", to: .error)
    }

    /// A record; nothing without `--json`.
    func record(_ record: some Encodable) {
        guard isJSON else { return }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        guard let bytes = try? encoder.encode(record) else { return }
        Console.write(String(decoding: bytes, as: UTF8.self) + "\n", to: .output)
    }

    /// Why the verb did not do all of its work.
    func failure(code: String, _ message: String) {
        record(ErrorRecord(code: code, message: message))
        note(message)
    }
}

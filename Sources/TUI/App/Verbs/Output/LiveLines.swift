import TUIScreen

/// Lines at the bottom of a terminal that are drawn again and again, above which finished lines scroll away.
///
/// Without a terminal nothing is drawn: only the finished lines are written.
struct LiveLines {
    private let stream: Console.Stream
    let isLive: Bool
    private var drawn = 0
    private var lastDraw: Int64 = 0
    /// Milliseconds between two drawings.
    private static let interval: Int64 = 100

    init(_ output: VerbOutput) {
        stream = output.stream
        isLive = output.isLive
    }

    /// Writes a line for good and leaves the live ones below it undrawn.
    mutating func finish(_ line: SafeText) {
        Console.write(eraseSequence() + line.text + "\n", to: stream)
        lastDraw = 0
    }

    /// Draws the live lines, unless they were drawn just now.
    mutating func draw(now: Int64, _ lines: (_ columns: Int) -> [SafeText]) {
        guard isLive, now - lastDraw >= Self.interval else { return }
        lastDraw = now
        // The last column stays free: a full row would wrap on some terminals.
        let width = max(stream.columns - 1, 1)
        let visible = lines(width).prefix(max(stream.rows - 1, 1)).map { $0.truncated(to: width) }
        let text = visible.map { $0.text + "\n" }.joined()
        Console.write(eraseSequence() + text, to: stream)
        drawn = visible.count
    }

    /// Takes the live lines away.
    mutating func clear() {
        Console.write(eraseSequence(), to: stream)
    }

    /// Cursor up to the first live line, then erase to the end of the screen.
    private mutating func eraseSequence() -> String {
        defer { drawn = 0 }
        return drawn > 0 ? "\u{1B}[\(drawn)A\r\u{1B}[J" : ""
    }
}

import Glibc

/// How a session treats its terminal.
public struct TerminalOptions: Sendable {
    /// The name messages begin with.
    public var program = "spool"
    /// Clicks and the wheel come as events; the terminal's own selection then needs Shift.
    public var mouse = false
    /// ASCII for everything, whatever the locale says.
    public var ascii = false
    /// No colour, as with `NO_COLOR`.
    public var monochrome = false
    public var theme = TerminalTheme.standard
    /// OSC 9 and 777 desktop notifications.
    public var notifications = false

    public init() {}

    /// As the environment asks: a `NO_COLOR` that is not empty means no colour.
    public static func fromEnvironment() -> TerminalOptions {
        var options = TerminalOptions()
        options.monochrome = Environment["NO_COLOR"].map { !$0.isEmpty } ?? false
        return options
    }
}

/// The variables of this process.
enum Environment {
    static subscript(name: String) -> String? { getenv(name).map { String(cString: $0) } }
}

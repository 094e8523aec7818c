import CCurses
import TUIScreen

extension TerminalSession {
    /// Copies `text` to the clipboard of the terminal, even over SSH (OSC 52). False when it is too long for that.
    @discardableResult
    public func copy(_ text: String) -> Bool {
        guard let message = TerminalMessage.copy(text) else { return false }
        output.send(message.bytes(through: multiplexer))
        return true
    }

    /// One BEL.
    public func ring() { output.send([0x07]) }

    /// A desktop notification, if the options allow it.
    public func notify(title: String, body: String) {
        guard options.notifications else { return }
        for message in TerminalMessage.notifications(title: title, body: body) {
            output.send(message.bytes(through: multiplexer))
        }
    }

    private var multiplexer: TerminalMessage.Multiplexer? {
        if Environment["TMUX"] != nil { return .tmux }
        return Environment["STY"] != nil ? .screen : nil
    }
}

/// What the terminal reports to the event loop.
public enum TerminalEvent: Hashable, Sendable {
    case key(Key)
    /// The text of one bracketed paste, unchecked.
    case paste(String)
    case mouse(MouseEvent)
    case resize(Size)
    /// Back from Ctrl-Z or `kill -STOP`: repaint everything.
    case resumed
}

public struct MouseEvent: Hashable, Sendable {
    public enum Action: Hashable, Sendable { case press, release, wheelUp, wheelDown }
    public var action: Action
    public var point: Point

    public init(_ action: Action, at point: Point) {
        self.action = action
        self.point = point
    }
}

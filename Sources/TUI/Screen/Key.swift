/// One key press as screens see it: decoded, independent of the terminal that sent it.
public enum Key: Hashable, Sendable {
    case character(Character)
    /// A letter a–z held with Control.
    case control(Character)
    /// A character held with Alt (Meta).
    case alt(Character)
    case enter, escape, tab, backTab, backspace, delete, insert
    case up, down, left, right, home, end, pageUp, pageDown
    case shiftUp, shiftDown
    /// An arrow held with Control or Alt.
    case wordLeft, wordRight
    /// F1 … F12.
    case function(Int)
}

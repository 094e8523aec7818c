import TUIScreen

/// How a key is written in footers, help and documentation.
public enum KeyName {
    public static func text(_ key: Key) -> String {
        switch key {
        case .character(" "): "Space"
        case .character(let character): String(character)
        case .control(let letter): "^\(letter.uppercased())"
        case .alt(let character): "Alt-\(character)"
        case .enter: "Enter"
        case .escape: "Esc"
        case .tab: "Tab"
        case .backTab: "Shift-Tab"
        case .backspace: "Backspace"
        case .delete: "Del"
        case .insert: "Ins"
        case .up: "Up"
        case .down: "Down"
        case .left: "Left"
        case .right: "Right"
        case .home: "Home"
        case .end: "End"
        case .pageUp: "PgUp"
        case .pageDown: "PgDn"
        case .shiftUp: "Shift-Up"
        case .shiftDown: "Shift-Down"
        case .wordLeft: "Ctrl-Left"
        case .wordRight: "Ctrl-Right"
        case .function(let number): "F\(number)"
        }
    }
}

/// The DEC private modes a session sets by itself, beyond those curses sets. What `enter` sets, `leave` resets.
struct PrivateModes {
    let enter: [UInt8]
    let leave: [UInt8]

    init(bracketedPaste: Bool, mouse: Bool) {
        // 2004: pasted text comes in brackets. 1000 and 1006: buttons and wheel, in decimal coordinates.
        let modes = (bracketedPaste ? [2004] : []) + (mouse ? [1000, 1006] : [])
        enter = modes.flatMap { Array("\u{1B}[?\($0)h".utf8) }
        leave = modes.reversed().flatMap { Array("\u{1B}[?\($0)l".utf8) }
    }
}

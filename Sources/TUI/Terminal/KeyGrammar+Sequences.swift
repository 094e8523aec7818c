import TUIScreen

/// The sequences that begin with Escape, by ECMA-48 and the habits of xterm, rxvt and the Linux console: they are
/// understood whatever TERM says, for it is often wrong.
extension KeyGrammar {
    private static let longestSequence = 64
    private static let longestString = 4096

    /// `ESC [`, parameters, intermediates, a final byte.
    func controlSequence(_ bytes: ArraySlice<UInt8>, final: Bool) -> Step {
        let body = bytes.dropFirst(2)
        if body.first == UInt8(ascii: "[") { return linuxFunctionKey(bytes, final: final) }
        let parameters = body.prefix { (0x30...0x3F).contains($0) }
        let intermediates = body.dropFirst(parameters.count).prefix { (0x20...0x2F).contains($0) }
        // rxvt ends keys held with Shift in `$`, which is no final byte.
        if intermediates.first == UInt8(ascii: "$"), parameters.first.map({ (0x30...0x39).contains($0) }) == true {
            return complete(parameters, UInt8(ascii: "~"), length: 3 + parameters.count)
        }
        let length = 2 + parameters.count + intermediates.count
        guard let last = bytes.dropFirst(length).first else {
            return unfinished(bytes, final: final || length > Self.longestSequence)
        }
        // A control or an Escape breaks it off and is read for itself.
        guard (0x40...0x7E).contains(last) else { return .events([], length: length) }
        if !intermediates.isEmpty { return .events([], length: length + 1) }
        return complete(parameters, last, length: length + 1)
    }

    /// `ESC O` and a final byte, with a modifier before it on some terminals.
    func singleShift(_ bytes: ArraySlice<UInt8>, final: Bool) -> Step {
        let parameters = bytes.dropFirst(2).prefix { (0x30...0x3B).contains($0) }
        guard let last = bytes.dropFirst(2 + parameters.count).first else {
            return unfinished(bytes, final: final || parameters.count > Self.longestSequence)
        }
        guard (0x40...0x7E).contains(last) else { return .events([], length: 2 + parameters.count) }
        let length = 3 + parameters.count
        if let key = Self.rxvtControlKeys[last] ?? Self.keypad[last] { return .events([.key(key)], length: length) }
        return complete(parameters.isEmpty ? [] : Array("1;".utf8) + parameters, last, length: length)
    }

    private func unfinished(_ bytes: ArraySlice<UInt8>, final: Bool) -> Step {
        guard final else { return .incomplete(timeout: Self.sequenceTimeout) }
        if bytes.count == 2, let second = bytes.last {
            return .events([.key(.alt(Character(Unicode.Scalar(second))))], length: 2)
        }
        return .events([], length: bytes.count)
    }

    /// F1 to F5 are `ESC [ [ A` to `E` there.
    private func linuxFunctionKey(_ bytes: ArraySlice<UInt8>, final: Bool) -> Step {
        guard let last = bytes.dropFirst(3).first else { return unfinished(bytes, final: final) }
        guard (0x41...0x45).contains(last) else { return .events([], length: 3) }
        return .events([.key(.function(Int(last) - 0x40))], length: 4)
    }

    /// `ESC ]` or `ESC P` with more right behind it is a late answer to the program before us: swallowed up to its
    /// end. With nothing behind it, it is a key held with Alt.
    func string(_ bytes: ArraySlice<UInt8>, final: Bool) -> Step {
        guard bytes.count > 2 else { return unfinished(bytes, final: final) }
        var previous: UInt8 = 0
        for (offset, byte) in bytes.dropFirst(2).enumerated() {
            if byte == 0x07 || (previous == 0x1B && byte == UInt8(ascii: "\\")) {
                return .events([], length: offset + 3)
            }
            previous = byte
        }
        if final || bytes.count > Self.longestString { return .events([], length: bytes.count) }
        return .incomplete(timeout: Self.sequenceTimeout)
    }

    /// What a whole control sequence means.
    private func complete(_ parameters: some Collection<UInt8>, _ last: UInt8, length: Int) -> Step {
        if parameters.first == UInt8(ascii: "<") {
            let event = Self.mouse(Self.numbers(parameters.dropFirst()), released: last == UInt8(ascii: "m"))
            return .events(event.map { [.mouse($0)] } ?? [], length: length)
        }
        // Other private parameters make it an answer to a question the program before us asked.
        if let first = parameters.first, first > UInt8(ascii: ";") { return .events([], length: length) }
        let numbers = Self.numbers(parameters)
        // A cursor report looks like F3 with a modifier.
        if last == UInt8(ascii: "R"), !parameters.isEmpty, numbers.first != 1 || (numbers.last ?? 0) < 2 {
            return .events([], length: length)
        }
        if last == UInt8(ascii: "~"), numbers == [200] { return .pasteStart(length: length) }
        let isNumbered = [UInt8(ascii: "~"), UInt8(ascii: "^"), UInt8(ascii: "@")].contains(last)
        guard let key = isNumbered ? Self.numberedKeys[numbers.first ?? 0] : Self.letteredKeys[last] else {
            return .events([], length: length)
        }
        return .events([.key(Self.modified(key, by: numbers.dropFirst().first ?? 1))], length: length)
    }

    /// xterm's modifier parameter: 1 + Shift 1 + Alt 2 + Control 4.
    private static func modified(_ key: Key, by parameter: Int) -> Key {
        let bits = max(parameter - 1, 0)
        if bits & 6 != 0 { return key.withWordModifier }
        return bits & 1 != 0 ? key.withShift : key
    }

    /// The parameters, 0 for missing ones and for absurd ones.
    private static func numbers(_ parameters: some Collection<UInt8>) -> [Int] {
        parameters.split(separator: UInt8(ascii: ";"), omittingEmptySubsequences: false).map { digits in
            digits.count < 7 ? Int(String(decoding: digits, as: UTF8.self)) ?? 0 : 0
        }
    }

    /// SGR reports: button, column, row, counted from 1. Left button and wheel only.
    private static func mouse(_ numbers: [Int], released: Bool) -> MouseEvent? {
        guard numbers.count == 3, numbers[1] > 0, numbers[2] > 0 else { return nil }
        let point = Point(column: numbers[1] - 1, row: numbers[2] - 1)
        // Shift 4, Alt 8 and Control 16 do not matter; 32 is motion.
        switch numbers[0] & ~0x1C {
        case 0: return MouseEvent(released ? .release : .press, at: point)
        case 64: return MouseEvent(.wheelUp, at: point)
        case 65: return MouseEvent(.wheelDown, at: point)
        default: return nil
        }
    }

    private static let letteredKeys: [UInt8: Key] = byLetter([
        ("A", .up), ("B", .down), ("C", .right), ("D", .left), ("H", .home), ("F", .end), ("Z", .backTab),
        ("P", .function(1)), ("Q", .function(2)), ("R", .function(3)), ("S", .function(4)),
        // rxvt with Shift
        ("a", .shiftUp), ("b", .shiftDown), ("c", .right), ("d", .left),
    ])

    private static let rxvtControlKeys: [UInt8: Key] = byLetter([
        ("a", .up), ("b", .down), ("c", .wordRight), ("d", .wordLeft),
    ])

    /// The numeric keypad in application mode.
    private static let keypad: [UInt8: Key] = byLetter(
        [
            ("M", .enter), ("X", .character("=")), ("j", .character("*")), ("k", .character("+")),
            ("l", .character(",")), ("m", .character("-")), ("n", .character(".")), ("o", .character("/")),
        ] + zip("pqrstuvwxy", "0123456789").map { ($0, .character($1)) })

    private static func byLetter(_ keys: [(Character, Key)]) -> [UInt8: Key] {
        var result: [UInt8: Key] = [:]
        for (letter, key) in keys { letter.asciiValue.map { result[$0] = key } }
        return result
    }

    private static let numberedKeys: [Int: Key] = [
        1: .home, 2: .insert, 3: .delete, 4: .end, 5: .pageUp, 6: .pageDown, 7: .home, 8: .end,
        11: .function(1), 12: .function(2), 13: .function(3), 14: .function(4), 15: .function(5),
        17: .function(6), 18: .function(7), 19: .function(8), 20: .function(9), 21: .function(10),
        23: .function(11), 24: .function(12),
    ]
}

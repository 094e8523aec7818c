import TUIScreen

/// Reads one key, mouse report or paste start off the front of the input.
struct KeyGrammar: Sendable {
    enum Step: Hashable {
        /// The first `length` bytes are these events; none for what is swallowed.
        case events([TerminalEvent], length: Int)
        case pasteStart(length: Int)
        /// It may go on; after so many milliseconds without more it will not.
        case incomplete(timeout: Int)
    }

    /// A lone Escape is taken for the key after this: longer than the gap between the bytes of one sequence on a
    /// slow line, short enough not to be felt.
    static let escapeTimeout = 60
    static let sequenceTimeout = 200

    let table: KeyTable

    /// - Parameters:
    ///   - bytes: not empty.
    ///   - final: nothing more is coming: never answers `incomplete`.
    func step(_ bytes: ArraySlice<UInt8>, final: Bool) -> Step {
        guard let first = bytes.first else { return .events([], length: 0) }
        switch first {
        case 0x1B: return escape(bytes, final: final)
        case 0x0D, 0x0A: return .events([.key(.enter)], length: 1)
        case 0x09: return .events([.key(.tab)], length: 1)
        case 0x08, 0x7F: return .events([.key(.backspace)], length: 1)
        case 1...26: return .events([.key(.control(Character(Unicode.Scalar(first + 0x60))))], length: 1)
        case 0..<0x20: return .events([], length: 1)
        default: return character(bytes, final: final) { .character($0) }
        }
    }

    private func character(_ bytes: ArraySlice<UInt8>, final: Bool, _ key: (Character) -> Key) -> Step {
        guard let first = bytes.first, let length = Self.utf8Length(first) else { return .events([], length: 1) }
        let sequence = bytes.prefix(length)
        let wellBegun = sequence.dropFirst().allSatisfy { $0 & 0xC0 == 0x80 }
        if sequence.count < length, wellBegun {
            return final ? .events([], length: sequence.count) : .incomplete(timeout: Self.sequenceTimeout)
        }
        guard wellBegun, let text = String(validating: sequence, as: UTF8.self), let character = text.first,
            let scalar = text.unicodeScalars.first, scalar.properties.generalCategory != .control
        else { return .events([], length: 1) }
        return .events([.key(key(character))], length: length)
    }

    private static func utf8Length(_ first: UInt8) -> Int? {
        switch first {
        case 0..<0x80: 1
        case 0xC2...0xDF: 2
        case 0xE0...0xEF: 3
        case 0xF0...0xF4: 4
        default: nil
        }
    }

    private func escape(_ bytes: ArraySlice<UInt8>, final: Bool) -> Step {
        guard let second = bytes.dropFirst().first else {
            return final ? .events([.key(.escape)], length: 1) : .incomplete(timeout: Self.escapeTimeout)
        }
        switch table.match(bytes) {
        case .key(let key, let length): return .events([.key(key)], length: length)
        case .partial where !final: return .incomplete(timeout: Self.sequenceTimeout)
        default: break
        }
        switch second {
        case UInt8(ascii: "["): return controlSequence(bytes, final: final)
        case UInt8(ascii: "O"): return singleShift(bytes, final: final)
        case UInt8(ascii: "]"), UInt8(ascii: "P"), UInt8(ascii: "_"), UInt8(ascii: "^"), UInt8(ascii: "X"):
            return string(bytes, final: final)
        case 0x1B: return doubleEscape(bytes, final: final)
        case 0x7F: return .events([.key(.alt("\u{7F}"))], length: 2)
        case 0..<0x20: return .events([.key(.escape)], length: 1)
        default: return Self.longer(by: 1, character(bytes.dropFirst(), final: final) { .alt($0) })
        }
    }

    /// Two Escapes, or a key's sequence with Alt before it.
    private func doubleEscape(_ bytes: ArraySlice<UInt8>, final: Bool) -> Step {
        guard let third = bytes.dropFirst(2).first else {
            return final ? .events([.key(.escape)], length: 1) : .incomplete(timeout: Self.escapeTimeout)
        }
        guard third == UInt8(ascii: "[") || third == UInt8(ascii: "O") else {
            return .events([.key(.escape)], length: 1)
        }
        let step = Self.longer(by: 1, escape(bytes.dropFirst(), final: final))
        guard case .events(let events, let length) = step, case .key(let key)? = events.first else { return step }
        return .events([.key(key.withWordModifier)], length: length)
    }

    static func longer(by count: Int, _ step: Step) -> Step {
        if case .events(let events, let length) = step { return .events(events, length: length + count) }
        return step
    }
}

extension Key {
    /// The same key held with Control or Alt.
    var withWordModifier: Key {
        switch self {
        case .left: .wordLeft
        case .right: .wordRight
        default: self
        }
    }

    /// The same key held with Shift.
    var withShift: Key {
        switch self {
        case .up: .shiftUp
        case .down: .shiftDown
        case .tab: .backTab
        default: self
        }
    }
}

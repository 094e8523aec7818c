import TUIScreen

/// Turns the bytes a terminal sends into events. A pure value: time comes in as milliseconds of any steady clock.
///
/// A sequence may come in any pieces. When it may still go on, `deadline` says until when to wait; call `expire`
/// then. A lone Escape is a key after `KeyGrammar.escapeTimeout`; when the rest of its sequence arrives after all,
/// on a slow line, that is still read as the key it belongs to and not as typed text.
public struct KeyDecoder: Sendable {
    private let grammar: KeyGrammar
    private var pending: [UInt8] = []
    private var paste: PasteCollector?
    /// A tail of an Escape that was given out alone counts as one until then.
    private var lateTailEnd: Int?
    /// `pending` begins with an Escape put there for a late tail.
    private var hasBorrowedEscape = false
    /// When to call `expire` if nothing comes; nil when nothing is pending.
    public private(set) var deadline: Int?

    private static let lateTailTime = 400
    /// A paste whose end mark was lost ends after this long a silence.
    private static let pasteTimeout = 2000

    public init(table: KeyTable) { grammar = KeyGrammar(table: table) }

    public mutating func feed(_ bytes: some Collection<UInt8>, at now: Int) -> [TerminalEvent] {
        guard let first = bytes.first else { return [] }
        if pending.isEmpty, paste == nil, let end = lateTailEnd, now <= end, Self.beginsTail(first) {
            pending = [0x1B]
            hasBorrowedEscape = true
        }
        lateTailEnd = nil
        pending.append(contentsOf: bytes)
        return read(at: now, final: false)
    }

    /// Gives out what will not go on: does nothing before `deadline`.
    public mutating func expire(at now: Int) -> [TerminalEvent] {
        guard let deadline, now >= deadline else { return [] }
        if let paste {
            self.paste = nil
            self.deadline = nil
            return [.paste(paste.text)]
        }
        let isLoneEscape = pending == [0x1B]
        let events = read(at: now, final: true)
        if isLoneEscape { lateTailEnd = deadline + Self.lateTailTime }
        return events
    }

    private static func beginsTail(_ byte: UInt8) -> Bool { byte == UInt8(ascii: "[") || byte == UInt8(ascii: "O") }

    private mutating func read(at now: Int, final: Bool) -> [TerminalEvent] {
        var events: [TerminalEvent] = []
        var position = 0
        deadline = nil
        while position < pending.count {
            if paste != nil {
                position += takePaste(pending[position...], into: &events)
                continue
            }
            switch grammar.step(pending[position...], final: final) {
            case .incomplete(let timeout):
                pending.removeFirst(position)
                deadline = now + timeout
                return events
            case .pasteStart(let length):
                hasBorrowedEscape = false
                paste = PasteCollector()
                position += length
            case .events(let found, let length):
                if hasBorrowedEscape, !Self.isTail(found) {
                    // It was typed after all.
                    hasBorrowedEscape = false
                    position += 1
                    continue
                }
                hasBorrowedEscape = false
                events += found
                position += max(length, 1)
            }
        }
        pending.removeAll(keepingCapacity: pending.count < 65536)
        if paste != nil { deadline = now + Self.pasteTimeout }
        return events
    }

    private mutating func takePaste(_ bytes: ArraySlice<UInt8>, into events: inout [TerminalEvent]) -> Int {
        guard let (count, ended) = paste?.take(bytes) else { return 0 }
        if ended, let text = paste?.text {
            events.append(.paste(text))
            paste = nil
        }
        return count
    }

    private static func isTail(_ events: [TerminalEvent]) -> Bool {
        switch events.first {
        case nil, .key(.alt): false
        default: true
        }
    }
}

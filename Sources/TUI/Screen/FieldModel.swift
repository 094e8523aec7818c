/// A text field of one line.
///
///     |song na▮e      |   cursor = 7, counted in characters from the left
///
/// A pure value. What is typed or pasted is cut to one line without controls; `secret` fields show bullets and
/// keep their text out of descriptions.
public struct FieldModel: Hashable, Sendable {
    public let isSecret: Bool
    /// The most characters it takes, at most 2²⁰; more is not inserted.
    public let limit: Int
    private var characters: [Character]
    /// 0 … the number of characters.
    public private(set) var cursor: Int

    public init(_ text: String = "", secret: Bool = false, limit: Int = 4096) {
        isSecret = secret
        self.limit = min(max(limit, 0), 1 << 20)
        characters = Array(Self.singleLine(text, limit: self.limit))
        cursor = characters.count
        // Growing would leave copies of a secret behind.
        if secret { characters.reserveCapacity(self.limit) }
    }

    public var text: String {
        get { String(characters) }
        set { self = FieldModel(newValue, secret: isSecret, limit: limit) }
    }

    public var isEmpty: Bool { characters.isEmpty }

    /// Inserts at the cursor: one typed character or a whole paste.
    public mutating func insert(_ text: String) {
        let added = Self.singleLine(text, limit: limit - characters.count)
        characters.insert(contentsOf: added, at: cursor)
        cursor += added.count
        joinCharacters()
    }

    /// Overwrites the text and empties the field: for secrets.
    public mutating func wipe() {
        for index in characters.indices { characters[index] = "\0" }
        characters.removeAll(keepingCapacity: true)
        cursor = 0
    }

    /// The text as UTF-8; the field is wiped.
    public mutating func takeSecret() -> [UInt8] {
        defer { wipe() }
        return characters.flatMap(\.utf8)
    }

    public mutating func deleteBackward() {
        guard cursor > 0 else { return }
        cursor -= 1
        characters.remove(at: cursor)
    }

    public mutating func deleteForward() {
        guard cursor < characters.count else { return }
        characters.remove(at: cursor)
    }

    /// Deletes from the start of the word before the cursor to the cursor.
    public mutating func deleteWordBackward() {
        let start = wordStart
        characters.removeSubrange(start..<cursor)
        cursor = start
    }

    public mutating func deleteToStart() {
        characters.removeSubrange(..<cursor)
        cursor = 0
    }

    public mutating func deleteToEnd() { characters.removeSubrange(cursor...) }

    public mutating func move(by count: Int) { cursor = min(max(cursor + count, 0), characters.count) }
    public mutating func moveToStart() { cursor = 0 }
    public mutating func moveToEnd() { cursor = characters.count }
    public mutating func moveWordBackward() { cursor = wordStart }
    public mutating func moveWordForward() { cursor = wordEnd }

    private var wordStart: Int {
        var position = cursor
        while position > 0, !characters[position - 1].isWordPart { position -= 1 }
        while position > 0, characters[position - 1].isWordPart { position -= 1 }
        return position
    }

    private var wordEnd: Int {
        var position = cursor
        while position < characters.count, !characters[position].isWordPart { position += 1 }
        while position < characters.count, characters[position].isWordPart { position += 1 }
        return position
    }

    /// A mark typed after its base makes one character with it.
    private mutating func joinCharacters() {
        if isSecret { return }
        let joined = Array(String(characters))
        guard joined.count != characters.count else { return }
        cursor = String(characters[..<cursor]).count
        characters = joined
        cursor = min(cursor, characters.count)
    }

    /// Line breaks and tabs become spaces, those at the end go, and so does every other control or format character.
    private static func singleLine(_ text: String, limit: Int) -> Substring {
        // A paste may be a megabyte: what cannot fit is not looked at.
        var end = text.unicodeScalars.prefix(max(limit, 0) * mostScalars)
        while let last = end.last, last.properties.isWhitespace, last != " " { end.removeLast() }
        var result = String.UnicodeScalarView()
        var wasCarriageReturn = false
        for scalar in end {
            defer { wasCarriageReturn = scalar == "\r" }
            if scalar == "\n", wasCarriageReturn { continue }
            if "\n\r\t\u{85}\u{2028}\u{2029}".unicodeScalars.contains(scalar) {
                result.append(" ")
            } else if TextWidth.columns(of: scalar) != nil || scalar == "\u{200D}" {
                result.append(scalar)
            }
        }
        return String(result).prefix(max(limit, 0))
    }

    /// As many scalars as one character may have for pastes to be looked at whole.
    private static let mostScalars = 8
}

extension FieldModel {
    /// The part of the text in sight in a field of `width` columns, and the cursor's column in it. It scrolls by
    /// half a field, so that the text stands still while the cursor moves within a half.
    public func window(width: Int) -> (text: SafeText, cursorColumn: Int) {
        let width = max(width, 1)
        let shown = characters.map { isSecret ? SafeText("•") : SafeText(String($0)) }
        let cursorColumn = shown[..<cursor].reduce(0) { $0 + $1.columns }
        let step = max(width / 2, 1)
        let offset = cursorColumn < width ? 0 : ((cursorColumn - width) / step + 1) * step
        return (Self.slice(shown.flatMap(\.glyphs), from: offset, width: width), cursorColumn - offset)
    }

    /// `width` columns of `glyphs` from column `offset` on; halves of cut wide glyphs are blank.
    private static func slice(_ glyphs: [SafeText.Glyph], from offset: Int, width: Int) -> SafeText {
        var column = -offset
        var result: [SafeText.Glyph] = []
        for glyph in glyphs {
            let range = column..<(column + glyph.columns)
            column = range.upperBound
            if range.lowerBound >= 0, range.upperBound <= width {
                result.append(glyph)
            } else if range.overlaps(0..<width) {
                result.append(.init(" "))
            }
        }
        return SafeText(glyphs: result)
    }
}

extension FieldModel: CustomStringConvertible, CustomReflectable {
    public var description: String { isSecret ? "FieldModel(secret)" : "FieldModel(\(text))" }
    public var customMirror: Mirror { Mirror(self, children: []) }
}

extension Character {
    fileprivate var isWordPart: Bool { isLetter || isNumber }
}

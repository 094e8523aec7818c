extension NameTemplate {
    /// Why a text is no template, in a sentence for people.
    public struct ParseError: Error, Hashable, Sendable {
        public var message: String
    }

    /// - Throws: `ParseError` for an unknown field, an unbalanced brace, a width that is no `01`…`09`, an absolute
    ///   path, a part `.` or `..`, or a template that ends in `/` or is empty.
    public init(_ template: String) throws(ParseError) {
        var reader = TemplateReader(template)
        let pieces = try reader.pieces()
        guard !pieces.isEmpty else {
            throw ParseError(message: "the name template is empty: {stem} is the source's name")
        }
        let parts = Self.split(pieces)
        guard parts[0] != [] else {
            throw ParseError(message: "the name template begins with /: it names files below the chosen folder")
        }
        guard parts.last != [] else {
            throw ParseError(message: "the name template ends with /: it must end with the file's name")
        }
        for part in parts where part == [.text(".")] || part == [.text("..")] {
            throw ParseError(
                message: "the name template holds . or .. as a folder: it names files below the chosen folder")
        }
        self.init(parts: parts)
    }

    /// Cuts literal text at its slashes.
    private static func split(_ pieces: [Piece]) -> [[Piece]] {
        var parts: [[Piece]] = [[]]
        for piece in pieces {
            guard case .text(let text) = piece else {
                parts[parts.count - 1].append(piece)
                continue
            }
            for (index, section) in text.split(separator: "/", omittingEmptySubsequences: false).enumerated() {
                if index > 0 { parts.append([]) }
                if !section.isEmpty { parts[parts.count - 1].append(.text(String(section))) }
            }
        }
        return parts
    }
}

/// Reads a template's text from left to right.
private struct TemplateReader {
    private var rest: Substring

    init(_ template: String) {
        rest = template[...]
    }

    mutating func pieces() throws(NameTemplate.ParseError) -> [NameTemplate.Piece] {
        var pieces: [NameTemplate.Piece] = []
        var text = ""
        while let character = rest.popFirst() {
            guard character == "{" || character == "}" else {
                text.append(character)
                continue
            }
            if rest.first == character {
                text.append(character)
                rest.removeFirst()
                continue
            }
            guard character == "{" else {
                throw NameTemplate.ParseError(message: "the name template has a } without a {: write }} for a brace")
            }
            if !text.isEmpty { pieces.append(.text(text)) }
            text = ""
            pieces.append(try value())
        }
        if !text.isEmpty { pieces.append(.text(text)) }
        return pieces
    }

    /// What follows a `{`, its `}` included.
    private mutating func value() throws(NameTemplate.ParseError) -> NameTemplate.Piece {
        var alternatives: [NameTemplate.Alternative] = []
        repeat {
            alternatives.append(try alternative())
        } while take("|")
        let width = take(":") ? try self.width() : 0
        guard take("}") else {
            throw NameTemplate.ParseError(message: "the name template has a { without a }: write {{ for a brace")
        }
        return .value(alternatives, width: width)
    }

    private mutating func alternative() throws(NameTemplate.ParseError) -> NameTemplate.Alternative {
        if take("\"") {
            let text = rest.prefix { $0 != "\"" }
            rest = rest.dropFirst(text.count)
            guard take("\"") else {
                throw NameTemplate.ParseError(message: "the name template has a quotation mark that is not closed")
            }
            return .text(String(text))
        }
        let word = rest.prefix { $0.isLetter || $0.isNumber || $0 == "_" || $0 == "-" }
        rest = rest.dropFirst(word.count)
        guard let field = NameTemplate.Field(rawValue: String(word)) else {
            let known = NameTemplate.Field.allCases.map(\.rawValue).sorted().joined(separator: ", ")
            throw NameTemplate.ParseError(message: "the name template has no field {\(word)}; there are \(known)")
        }
        return .field(field)
    }

    private mutating func width() throws(NameTemplate.ParseError) -> Int {
        let digits = rest.prefix { $0 != "}" }
        guard digits.count == 2, digits.first == "0", let width = Int(digits), width > 0 else {
            throw NameTemplate.ParseError(
                message: "the name template has the width ':\(digits)': write :02 for two digits, up to :09")
        }
        rest = rest.dropFirst(digits.count)
        return width
    }

    private mutating func take(_ character: Character) -> Bool {
        guard rest.first == character else { return false }
        rest.removeFirst()
        return true
    }
}

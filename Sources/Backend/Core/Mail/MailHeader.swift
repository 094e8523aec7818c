import FoundationEssentials

/// Unstructured header text after RFC 2047.
enum MailHeader {
    /// An encoded word has at most 75 characters; `=?UTF-8?B?` and `?=` take 12, base 64 makes 4 of 3 bytes.
    private static let maxWordBytes = 45

    /// Printable ASCII that fits the line stays as it is; all else becomes encoded words, one a line, none of which
    /// splits a character. Control and bidirectional formatting characters become U+FFFD.
    static func encode(_ text: String, afterColumn column: Int) -> String {
        let visible = HarmlessText.of(text)
        let isPlain = visible.utf8.allSatisfy { (0x20...0x7E).contains($0) } && !visible.contains("=?")
        if isPlain, column + visible.utf8.count <= 78, visible == visible.trimmed { return visible }
        return words(of: visible).map { "=?UTF-8?B?\(Data($0).base64EncodedString())?=" }.joined(separator: "\r\n ")
    }

    private static func words(of text: String) -> [[UInt8]] {
        var words: [[UInt8]] = [[]]
        for scalar in text.unicodeScalars {
            let bytes = Array(String(scalar).utf8)
            if words[words.count - 1].count + bytes.count > maxWordBytes { words.append([]) }
            words[words.count - 1] += bytes
        }
        return words
    }
}

extension String {
    fileprivate var trimmed: String {
        var text = self[...]
        while text.first == " " { text.removeFirst() }
        while text.last == " " { text.removeLast() }
        return String(text)
    }
}

import TUIScreen

/// An operating system command (OSC) for the terminal itself.
struct TerminalMessage: Hashable {
    /// What stands between the program and the terminal, and must be told to pass the message on.
    enum Multiplexer { case tmux, screen }

    private let body: [UInt8]

    /// The most bytes of text terminals take from one OSC 52.
    static let longestCopy = 74_994 / 4 * 3

    /// OSC 52; nil when `text` is too long.
    static func copy(_ text: String) -> TerminalMessage? {
        let bytes = Array(text.utf8)
        guard bytes.count <= longestCopy else { return nil }
        return TerminalMessage(body: Array("52;c;".utf8) + base64(bytes))
    }

    /// OSC 9, and OSC 777 for the terminals that know only that.
    static func notifications(title: String, body: String) -> [TerminalMessage] {
        let title = plain(title)
        let body = plain(body)
        return [
            TerminalMessage(body: Array("9;\(title): \(body)".utf8)),
            TerminalMessage(body: Array("777;notify;\(title);\(body)".utf8)),
        ]
    }

    func bytes(through multiplexer: Multiplexer?) -> [UInt8] {
        let escape: UInt8 = 0x1B
        let message = [escape, UInt8(ascii: "]")] + body + [0x07]
        let end = [escape, UInt8(ascii: "\\")]
        switch multiplexer {
        case nil: return message
        case .tmux:
            let doubled = message.flatMap { $0 == escape ? [escape, escape] : [$0] }
            return [escape] + Array("Ptmux;".utf8) + doubled + end
        case .screen: return [escape, UInt8(ascii: "P")] + message + end
        }
    }

    /// Without controls, and without the separator of OSC 777.
    private static func plain(_ text: String) -> String {
        String(SafeText(text).truncated(to: 200).text.map { $0 == ";" ? "," : $0 })
    }

    private static func base64(_ bytes: [UInt8]) -> [UInt8] {
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
        var result: [UInt8] = []
        result.reserveCapacity((bytes.count + 2) / 3 * 4)
        for start in stride(from: 0, to: bytes.count, by: 3) {
            let group = bytes[start..<min(start + 3, bytes.count)]
            var bits = group.reduce(0) { $0 << 8 | Int($1) }
            bits <<= 8 * (3 - group.count)
            for digit in 0..<4 {
                result.append(digit <= group.count ? alphabet[bits >> (18 - 6 * digit) & 63] : UInt8(ascii: "="))
            }
        }
        return result
    }
}

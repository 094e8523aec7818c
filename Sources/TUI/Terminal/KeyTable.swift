import TUIScreen

/// The byte sequences a terminal's keys send, as its terminfo entry says.
public struct KeyTable: Sendable {
    public enum Match: Hashable, Sendable {
        /// The bytes begin with a key's whole sequence.
        case key(Key, length: Int)
        /// The bytes are the beginning of one, and no more.
        case partial
        case none
    }

    private var keys: [[UInt8]: Key] = [:]
    private var beginnings: Set<[UInt8]> = []
    private var longest = 0

    /// Sequences that are not an Escape with something after it are left out: the decoder knows plain bytes.
    public init(_ sequences: [(bytes: [UInt8], key: Key)]) {
        for (bytes, key) in sequences where bytes.count > 1 && bytes[0] == 0x1B && keys[bytes] == nil {
            keys[bytes] = key
            longest = max(longest, bytes.count)
            for length in 1..<bytes.count { beginnings.insert(Array(bytes[..<length])) }
        }
    }

    /// - Parameter capability: the bytes of a terminfo string, empty when the entry has none.
    public static func ofTerminfo(_ capability: (String) -> [UInt8]) -> KeyTable {
        KeyTable(capabilities.map { (capability($0.name), $0.key) })
    }

    /// The longest key `bytes` begin with.
    public func match(_ bytes: ArraySlice<UInt8>) -> Match {
        for length in stride(from: min(longest, bytes.count), to: 1, by: -1) {
            if let key = keys[Array(bytes.prefix(length))] { return .key(key, length: length) }
        }
        return bytes.count < longest && beginnings.contains(Array(bytes)) ? .partial : .none
    }

    /// Terminfo's names; the first of two with the same sequence wins.
    static let capabilities: [(name: String, key: Key)] =
        [
            ("kcuu1", .up), ("kcud1", .down), ("kcub1", .left), ("kcuf1", .right),
            ("khome", .home), ("kend", .end), ("kpp", .pageUp), ("knp", .pageDown),
            ("kich1", .insert), ("kdch1", .delete), ("kbs", .backspace), ("kcbt", .backTab), ("kent", .enter),
            ("kri", .shiftUp), ("kind", .shiftDown), ("kfnd", .home), ("kslt", .end),
        ] + (1...12).map { ("kf\($0)", .function($0)) }
}

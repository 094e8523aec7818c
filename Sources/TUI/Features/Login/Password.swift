import Synchronization

/// A password on its way to the server: taken once, overwritten then and at the latest when it is let go; descriptions
/// show nothing of it.
public final class Password: Sendable {
    private let bytes: Mutex<[UInt8]>

    init(_ bytes: [UInt8]) { self.bytes = Mutex(bytes) }

    deinit { wipe() }

    /// The text, once; empty afterwards.
    public func take() -> String {
        let text = bytes.withLock { String(decoding: $0, as: UTF8.self) }
        wipe()
        return text
    }

    private func wipe() {
        bytes.withLock { bytes in
            for index in bytes.indices { bytes[index] = 0 }
            bytes = []
        }
    }
}

extension Password: Hashable, CustomStringConvertible, CustomReflectable {
    public static func == (a: Password, b: Password) -> Bool { a === b }
    public func hash(into hasher: inout Hasher) { hasher.combine(ObjectIdentifier(self)) }
    public var description: String { "Password" }
    public var customMirror: Mirror { Mirror(self, children: []) }
}

import Glibc

/// A failed system call.
public struct SystemError: Error, Hashable, Sendable, CustomStringConvertible {
    public var errno: Int32
    public var call: String

    public init(_ call: String, errno: Int32 = Glibc.errno) {
        self.errno = errno
        self.call = call
    }

    /// The system's sentence, e.g. `No such file or directory`; without the call and without a path.
    public var sentence: String {
        var text = [CChar](repeating: 0, count: 128)
        guard strerror_r(errno, &text, text.count) == 0 else { return "error \(errno)" }
        return String(decoding: text.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
    }

    public var description: String { "\(call): \(sentence)" }
}

import Glibc

/// What a system call on a descriptor failed with.
public struct DescriptorError: Error, Equatable {
    public let errno: Int32

    public init(errno: Int32) { self.errno = errno }

    /// The system's words for it.
    public var message: String { String(cString: strerror(errno)) }
}

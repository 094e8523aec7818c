import Glibc
import NIOCore

/// Who is at the other end of a Unix socket, as the kernel says (`SO_PEERCRED`, unix(7)).
public struct PeerCredentials: Hashable, Sendable {
    public var pid: Int32
    public var uid: UInt32
    public var gid: UInt32

    /// Must run on the channel's event loop. Nil when the channel is no Unix socket or is already closed.
    static func of(_ channel: any Channel) -> EventLoopFuture<PeerCredentials?> {
        guard let provider = channel as? any SocketOptionProvider else {
            return channel.eventLoop.makeSucceededFuture(nil)
        }
        let found: EventLoopFuture<PeerCredentials> = provider.unsafeGetSocketOption(
            level: .init(rawValue: .init(SOL_SOCKET)), name: .init(rawValue: .init(SO_PEERCRED)))
        return found.map(Optional.some).recover { _ in nil }
    }
}

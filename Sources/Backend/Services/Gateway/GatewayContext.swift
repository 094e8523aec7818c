import Hummingbird
import NIOCore

/// What a handler knows about a request beside the request.
public struct GatewayContext: RequestContext {
    /// How the request came in.
    public enum Transport: Hashable, Sendable {
        /// The client shares machine, user and file system.
        case unixSocket
        case tcp
    }

    public var coreContext: CoreRequestContextStorage
    public var transport: Transport
    /// The other end's network address; nil over a Unix socket.
    var peer: String?
    var principal = Principal.nobody
    var requestID = RequestID(rawValue: "")

    public init(source: Source) {
        coreContext = .init(source: source)
        transport = source.channel.localAddress?.pathname != nil ? .unixSocket : .tcp
        peer = source.channel.remoteAddress?.ipAddress
    }

    /// True when the client shares user and file system with the server: then paths are taken and shown.
    var sharesFiles: Bool { transport == .unixSocket && principal == .local }
}

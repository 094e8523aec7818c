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

    public init(source: Source) {
        coreContext = .init(source: source)
        transport = source.channel.localAddress?.pathname != nil ? .unixSocket : .tcp
    }
}

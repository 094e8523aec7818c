import HummingbirdCore
import Glibc
import Logging
import NIOCore
import NIOHTTPTypes

/// HTTP/1 on one accepted connection: who may have it, how slow it may be, and that it counts.
struct GatewayChannel: ServerChildChannel {
    typealias Value = HTTP1Channel.Value

    let http: HTTP1Channel
    let connections: ConnectionCount
    /// True lets everybody connect: who may do what is told by their tokens.
    private let isOpen: Bool
    private let addresses: AddressLimit

    init(
        limits: ConnectionWatch.Limits, connections: ConnectionCount, addresses: AddressLimit, isOpen: Bool,
        logger: Logger,
        responder: @escaping HTTPChannelHandler.Responder
    ) {
        self.connections = connections
        self.isOpen = isOpen
        self.addresses = addresses
        http = HTTP1Channel(
            responder: responder,
            configuration: .init(
                additionalChannelHandlers: [ConnectionWatchHandler(limits: limits, logger: logger)],
                httpDecoderConfiguration: .init(
                    maxHeaderFieldSize: 16 * 1024, maxHeaderListSize: 32 * 1024, maxHeaderFieldCount: 100)))
    }

    func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<Value> {
        http.setup(channel: channel, logger: logger).flatMap { value in
            isOwner(of: channel).map { isOwner in
                if !isOwner {
                    logger.warning("a connection of another user was refused")
                    channel.close(promise: nil)
                } else if !isAdmitted(channel) {
                    logger.debug("a connection of an address with too many was refused")
                    channel.close(promise: nil)
                }
                return value
            }
        }
    }

    private func isAdmitted(_ channel: any Channel) -> Bool {
        let network = channel.remoteAddress?.ipAddress.flatMap(NetworkName.of)
        guard addresses.admit(network) else { return false }
        channel.closeFuture.whenComplete { [addresses] _ in addresses.release(network) }
        return true
    }

    func handle(value: Value, logger: Logger) async {
        connections.opened()
        defer { connections.closed() }
        await http.handle(value: value, logger: logger)
    }

    /// In single-user mode both ways in are for the daemon's own user alone: the kernel names the peer of a Unix socket, and
    /// `LoopbackPeer` finds the owner of the other end of a loopback connection.
    private func isOwner(of channel: any Channel) -> EventLoopFuture<Bool> {
        if isOpen { return channel.eventLoop.makeSucceededFuture(true) }
        if channel.localAddress?.pathname != nil {
            return PeerCredentials.of(channel).map { $0?.uid == geteuid() }
        }
        let uid = channel.remoteAddress.flatMap(LoopbackPeer.uid)
        return channel.eventLoop.makeSucceededFuture(uid == geteuid())
    }
}

import HTTPTypes
import Logging
import NIOCore
import NIOHTTPTypes

/// Closes a connection when its `ConnectionWatch` says so, and after an answer that says `Connection: close`.
final class ConnectionWatchHandler: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPRequestPart
    typealias InboundOut = HTTPRequestPart
    typealias OutboundIn = HTTPResponsePart
    typealias OutboundOut = HTTPResponsePart

    private let logger: Logger
    private var watch: ConnectionWatch
    private var timer: Scheduled<Void>?
    /// The answer that is being written is the connection's last.
    private var isLast = false

    init(limits: ConnectionWatch.Limits, logger: Logger) {
        self.logger = logger
        watch = ConnectionWatch(limits: limits, now: Self.now)
    }

    private static var now: Int64 { Int64(NIODeadline.now().uptimeNanoseconds) }

    func handlerAdded(context: ChannelHandlerContext) { look(context) }

    func handlerRemoved(context: ChannelHandlerContext) { timer?.cancel() }

    func channelInactive(context: ChannelHandlerContext) {
        timer?.cancel()
        context.fireChannelInactive()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head(let head):
            // Whoever asks whether to send a body would wait a second for the answer.
            if head.headerFields[.expect] == "100-continue" {
                context.writeAndFlush(wrapOutboundOut(.head(HTTPResponse(status: .continue))), promise: nil)
            }
            watch.receivedHeader(now: Self.now)
            look(context)
        case .body(let buffer): watch.receivedBody(bytes: buffer.readableBytes)
        case .end: watch.receivedEnd(now: Self.now)
        }
        context.fireChannelRead(data)
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        var isEnd = false
        switch unwrapOutboundIn(data) {
        case .head(let head): isLast = head.headerFields[.connection] == "close"
        case .body: break
        case .end: isEnd = true
        }
        let written = promise ?? context.eventLoop.makePromise(of: Void.self)
        watch.beganWrite(now: Self.now)
        let bound = NIOLoopBound((handler: self, context: context), eventLoop: context.eventLoop)
        written.futureResult.whenComplete { _ in bound.value.handler.watch.endedWrite(now: Self.now) }
        if isEnd {
            watch.answered(now: Self.now)
            look(context)
            if isLast {
                written.futureResult.whenComplete { _ in bound.value.handler.closeAfterLast(bound.value.context) }
            }
        }
        context.write(data, promise: written)
    }

    /// What the client still sends is not worth reading. But closing at once would make its system throw the answer
    /// away before it is read (RFC 9112 §9.6), so the rest is received for a moment.
    private func closeAfterLast(_ context: ChannelHandlerContext) {
        guard watch.isReceiving else { return context.close(promise: nil) }
        let bound = NIOLoopBound(context, eventLoop: context.eventLoop)
        context.eventLoop.scheduleTask(in: .seconds(1)) { bound.value.close(promise: nil) }
    }

    private func look(_ context: ChannelHandlerContext) {
        timer?.cancel()
        timer = nil
        switch watch.verdict(now: Self.now) {
        case .close(let reason):
            logger.debug("connection closed: \(reason)")
            context.close(promise: nil)
        case .wait(let until):
            // While the server is at work nothing is late; writes that stall are found when the timer looks again.
            let delay = max(1_000_000, (until ?? Self.now + 30_000_000_000) - Self.now)
            let bound = NIOLoopBound((handler: self, context: context), eventLoop: context.eventLoop)
            timer = context.eventLoop.scheduleTask(in: .nanoseconds(delay)) {
                bound.value.handler.look(bound.value.context)
            }
        }
    }
}

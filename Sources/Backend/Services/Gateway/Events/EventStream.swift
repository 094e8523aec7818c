import BackendCore
import Hummingbird
import SpoolAPI

/// One client's `/v1/events`: what it has been sent and what comes next.
struct EventStream: Sendable {
    let feed: ChangeFeed
    /// Only this owner's jobs are told of.
    let owner: UserID?
    /// See `GatewayContext.sharesFiles`.
    let showsPaths: Bool
    let encoder: EventEncoder
    let status: @Sendable () async throws -> QueueStatus
    let converters: ConverterStatus
    let heartbeat: Duration
    /// Asked before anything is told.
    let isAllowed: @Sendable () async -> Bool

    /// Writes until the process shuts down, the client is gone (then `writer` throws), or its login has ended.
    ///
    /// - Parameter after: the revision that the client has reached; nil starts from now.
    func run(after: Int64?, to writer: inout any ResponseBodyWriter) async throws {
        let signals = feed.signals()
        let clock = ContinuousClock()
        var lastWrite = clock.now
        var sent: QueueStatus?
        let now = try await feed.revision()
        var cursor = after ?? now
        var page = try await feed.page(after: cursor)
        // A client that is asked to list again gets nothing twice: the feed goes on from now.
        if page.reset {
            cursor = now
            page = try await feed.page(after: cursor)
        }
        let hello = FeedHello(revision: now, reset: after != nil && cursor != after)
        try await writer.write(ByteBuffer(bytes: ServerSentEvent(.hello(hello), id: cursor).encoded))
        var queue = try await status()
        var wakes = signals.makeAsyncIterator()
        following: repeat {
            repeat {
                page = try await feed.page(after: cursor)
                if page.reset { queue = try await status() }
                update(&queue, page.changes)
                var batch = queue == sent ? [] : try ServerSentEvent(.queue(queue), id: nil).encoded
                sent = queue
                batch += try encode(page)
                cursor = page.revision
                if batch.isEmpty, clock.now - lastWrite > heartbeat * 0.9 { batch = ServerSentEvent.heartbeat }
                if !batch.isEmpty {
                    guard await isAllowed() else { break following }
                    try await writer.write(ByteBuffer(bytes: batch))
                    lastWrite = clock.now
                }
            } while page.hasMore
        } while await wakes.next() != nil
        try await writer.finish(nil)
    }

    /// From what the feed tells: with many clients nobody asks the ledger whenever a job has moved on.
    private func update(_ queue: inout QueueStatus, _ changes: [JobChange]) {
        for case .queuePaused(let paused, _) in changes { queue.paused = paused }
        queue.blocked = converters.blocked
    }

    private func encode(_ page: JobChangePage) throws -> [UInt8] {
        var bytes: [UInt8] = []
        if page.reset {
            bytes += try ServerSentEvent(.hello(FeedHello(revision: page.revision, reset: true)), id: page.revision)
                .encoded
        }
        for change in page.changes {
            switch change {
            case .job(let record) where owner == nil || record.owner == owner:
                bytes += try encoder.event(record.job, showsPaths: showsPaths)
            case .removed(let removed, let whose) where owner == nil || whose == owner:
                bytes += try ServerSentEvent(.removed(removed), id: change.revision).encoded
            case .job, .removed: break  // Another's.
            case .queuePaused: break  // Part of the queue's status, which is compared on every wake.
            }
        }
        return bytes
    }
}

import BackendCore
import SpoolAPI

/// How the notifier hears of jobs that have ended.
extension Notifier {
    /// First what ended before this process began, then what the ledger tells.
    func follow(_ feed: ChangeFeed) async {
        let signals = feed.signals()
        var cursor = await caughtUp(nil, with: feed)
        for await _ in signals { cursor = await caughtUp(cursor, with: feed) }
    }

    /// - Returns: the revision that was reached; what is beyond is read at the next signal.
    private func caughtUp(_ cursor: Int64?, with feed: ChangeFeed) async -> Int64? {
        var reached = cursor
        do {
            if reached == nil {
                let now = try await feed.revision()
                try await lookBack()
                reached = now
            }
            var hasMore = true
            while hasMore, let revision = reached {
                let page = try await feed.page(after: revision)
                if page.reset { try await lookBack() }
                for case .job(let record) in page.changes { ended(record) }
                (reached, hasMore) = (page.revision, page.hasMore)
            }
        } catch {
            if !Task.isCancelled { logger.warning("the ledger does not answer: \(error)") }
        }
        return reached
    }

    private func lookBack() async throws {
        let start = clock.wall() - Self.memory.wholeMilliseconds
        var query = JobQuery(states: [.done, .failed], limit: 1000)
        repeat {
            let page = try await catalog.list(query)
            for record in page.records where record.job.finishedAt ?? 0 >= start { ended(record) }
            query.after = page.next
        } while query.after != nil
    }

    /// A message has done its duty once its batch is noted: if this process dies, the next one looks back.
    func listen(_ queue: any JobQueue) async {
        var delay = Backoff(first: .seconds(1))
        while !Task.isCancelled {
            do {
                for message in try await queue.receive(max: 10, visibility: .seconds(60), wait: QueueLimits.maxWait) {
                    try await take(message, from: queue)
                }
                delay = Backoff(first: .seconds(1))
            } catch is CancellationError {
                return
            } catch {
                logger.warning("the notify queue or the ledger does not answer: \(error)")
                try? await Task.sleep(for: delay.next())
            }
        }
    }

    private func take(_ message: QueueMessage, from queue: any JobQueue) async throws {
        guard let end = EndedJob(message.body) else {
            logger.warning(
                "a message that names no job goes to the dead letters", metadata: ["message": "\(message.id)"])
            return try await queue.deadLetter(message.receipt, reason: "not a message about a job's end")
        }
        logger.info("a job has ended", metadata: .following(end.job, of: end.batch, end.request))
        do {
            ended(try await catalog.job(end.job, owner: nil))
        } catch let error as BackendError where error.code == .notFound {
            logger.info("the job has been removed", metadata: ["job": "\(end.job)"])
        }
        try await queue.acknowledge(message.receipt)
    }
}

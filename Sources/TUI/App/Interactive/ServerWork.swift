import ClientCore
import MediaTypes
import SpoolAPI
import TUIFeatures

/// Everything that is asked of the server, in the order in which it was asked for.
actor ServerWork {
    private let post: @Sendable (AppEvent) -> Void
    private var client: SpoolClient?
    private var saving: SaveWork?
    private var sending: UploadWork?
    /// The batch of a submission that failed: confirmed again it goes on under the same keys, so that no part of it
    /// is queued twice.
    private var batches: [JobSubmission: BatchID] = [:]

    private static let portion = 2000

    init(post: @escaping @Sendable (AppEvent) -> Void) { self.post = post }

    func use(_ client: SpoolClient) {
        self.client = client
        saving = SaveWork(client, post: post)
        sending = client.transport.endpoint.isLocal ? nil : UploadWork(client, post: post)
    }

    /// Nothing more is asked of this server.
    func leave() async {
        sending?.stop()
        await saving?.stopAll()
        (client, saving, sending) = (nil, nil, nil)
        batches = [:]
    }

    func perform(_ effect: Effect) async {
        switch effect {
        case .submit(let id, let submission): await submit(id, submission)
        case .control(let ids, let control): await self.control(ids, control)
        case .pauseQueue(let pause): await pauseQueue(pause)
        // A long log holds nothing else up.
        case .fetchLog(let id): Task { await fetchLog(id) }
        case .save(let jobs, let directory, let template):
            guard let saving else { return jobs.forEach { post(.saving($0.id, .failed(Self.away.message))) } }
            await saving.save(jobs, directory, template)
        case .stopUploads: sending?.stop()
        case .stopSaving(let ids): await saving?.stop(ids)
        default: break
        }
    }

    private static let away = ClientError(.unreachable, "there is no connection to the server yet")

    private func connected() throws(ClientError) -> SpoolClient {
        guard let client else { throw Self.away }
        return client
    }

    private func submit(_ id: Int, _ submission: JobSubmission) async {
        let batch = batches[submission] ?? .random()
        batches[submission] = batch
        do throws(ClientError) {
            let client = try connected()
            if let sending { return try await send(id, submission, batch, client, sending) }
            var receipt = JobReceipt(batch: batch, jobs: [])
            for start in stride(from: 0, to: submission.items.count, by: Self.portion) {
                var part = submission
                part.batch = batch
                part.items = Array(submission.items[start..<min(start + Self.portion, submission.items.count)])
                receipt.jobs += try await client.submit(part, key: "\(batch)-\(start)").jobs
            }
            batches[submission] = nil
            post(.submitted(id, .success(receipt)))
        } catch { post(.submitted(id, .failure(Trouble(error.message)))) }
    }

    /// The plan may go as soon as the server is known to take the files.
    private func send(
        _ id: Int, _ submission: JobSubmission, _ batch: BatchID, _ client: SpoolClient, _ sending: UploadWork
    ) async throws(ClientError) {
        _ = try await client.profile()
        let limit = try await client.info().maxUploadSize
        post(.submitted(id, .success(JobReceipt(batch: batch, jobs: []))))
        await sending.send(Upload.batch(submission, batch), limit: limit, to: submission.destination) { isComplete in
            if isComplete { await self.forget(submission) }
        }
    }

    private func forget(_ submission: JobSubmission) { batches[submission] = nil }

    /// Jobs one after the other: the order of moves matters.
    private func control(_ ids: [JobID], _ control: JobCommand) async {
        var failed: [JobID] = []
        var reason: ClientError?
        for id in ids {
            do throws(ClientError) { try await self.control(id, control) } catch {
                if control == .remove, error.problem?.code == .notFound { continue }
                failed.append(id)
                reason = reason ?? error
            }
        }
        if let reason { post(.controlFailed(failed, control, Trouble(reason.message))) }
    }

    private func control(_ id: JobID, _ control: JobCommand) async throws(ClientError) {
        let client = try connected()
        switch control {
        case .cancel: _ = try await client.cancel(id)
        case .retry: _ = try await client.retry(id)
        case .pause: _ = try await client.pause(id)
        case .resume: _ = try await client.resume(id)
        case .remove: try await client.remove(id)
        case .move(let move): _ = try await client.change(id, JobPatch(move: move))
        case .priority(let priority): _ = try await client.change(id, JobPatch(priority: priority))
        }
    }

    private func pauseQueue(_ pause: Bool) async {
        do throws(ClientError) {
            let client = try connected()
            let status = pause ? try await client.pauseQueue() : try await client.resumeQueue()
            post(.feed([.queue(status)], now: WallClock.now()))
        } catch { post(.controlFailed([], pause ? .pause : .resume, Trouble(error.message))) }
    }

    private func fetchLog(_ id: JobID) async {
        do throws(ClientError) { post(.log(id, .success(try await connected().log(id)))) } catch {
            post(.log(id, .failure(Trouble(error.message))))
        }
    }
}

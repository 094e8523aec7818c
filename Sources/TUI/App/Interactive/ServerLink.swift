import ClientCore
import SpoolAPI
import TUIFeatures

/// The connection to the server: found or started, followed, and made again when it is lost.
struct ServerLink: Sendable {
    let choice: ServerChoice
    let paths: SpoolPaths
    /// Where calls wait for a login.
    let gate: LoginGate
    let post: @Sendable (AppEvent) -> Void

    /// Between tries when the server cannot be had at all.
    private static let retryInterval = Duration.seconds(5)

    /// Runs until the task is cancelled; tells `use` the client as soon as there is one.
    func run(_ use: @Sendable (SpoolClient) async -> Void) async {
        var lastProblem: String?
        while !Task.isCancelled {
            do throws(ClientError) {
                let client = try await connect(use)
                lastProblem = nil
                try await follow(client)
            } catch {
                if Task.isCancelled { return }
                if error.code == .loginNeeded {
                    post(.connection(.failed("not logged in: L logs in")))
                    await gate.waitUntilOpen()
                    continue
                }
                // The same problem is said once.
                if error.message != lastProblem { post(.connection(.failed(error.message))) }
                lastProblem = error.message
                try? await Task.sleep(for: Self.retryInterval)
            }
        }
    }

    private func connect(_ use: @Sendable (SpoolClient) async -> Void) async throws(ClientError) -> SpoolClient {
        if let daemon {
            if !daemon.isRunning { post(.connection(.connecting("starting the daemon"))) }
            try await daemon.ensureRunning()
        }
        let client = try client()
        let info = try await client.info()
        if Task.isCancelled { throw ClientError(.cancelled, "another server was chosen") }
        // What has waited for the server is asked of it at once.
        await use(client)
        post(.connection(.ready(info)))
        if case .given(let profile) = choice {
            let account = try await BlockingThread.attempt { [paths] () throws(ClientError) in
                // The login may have given it a name.
                let known = try ServerProfilesFile(paths).read()[profile.endpoint] ?? profile
                return Account(
                    server: known.title, email: try SessionStore(paths).read(profile.endpoint)?.grant.user.email)
            }
            post(.account(account))
        }
        return client
    }

    private func client() throws(ClientError) -> SpoolClient {
        switch choice {
        case .embedded(let paths): return try EmbeddedDaemon(paths).client()
        case .given(let profile):
            let gate = gate
            return try SpoolClient(to: profile, paths) { end throws(ClientError) in try await gate.pass(end) }
        }
    }

    private var daemon: EmbeddedDaemon? {
        if case .embedded(let paths) = choice { EmbeddedDaemon(paths) } else { nil }
    }

    private func follow(_ client: SpoolClient) async throws(ClientError) {
        let daemon = daemon
        let live = LiveJobs(client) { () throws(ClientError) in try await daemon?.ensureRunning() }
        var snapshot: [Job]? = []
        try await live.follow { update in
            switch update {
            case .changes(let changes):
                if snapshot == nil {
                    post(.feed(changes.map(FeedEvent.init), now: WallClock.now()))
                } else {
                    for case .added(let job) in changes { snapshot?.append(job) }
                }
            case .synchronised:
                if let jobs = snapshot { post(.jobs(jobs, now: WallClock.now())) }
                snapshot = nil
            case .resumed: await announceReturn(client)
            case .lost(let error, _):
                // A snapshot that was interrupted begins anew.
                if snapshot != nil { snapshot = [] }
                post(.connection(.lost(error.message)))
            }
            return true
        }
    }

    private func announceReturn(_ client: SpoolClient) async {
        var waits = Backoff()
        while !Task.isCancelled {
            if let info = try? await client.info() { return post(.connection(.ready(info))) }
            guard let wait = waits.next() else { return }
            try? await Task.sleep(for: wait)
        }
    }
}

extension FeedEvent {
    fileprivate init(_ change: JobFeed.Change) {
        self =
            switch change {
            case .added(let job), .updated(let job): .job(job)
            case .removed(let id): .removed(JobRemoved(id: id, revision: 0))
            case .queue(let status): .queue(status)
            }
    }
}

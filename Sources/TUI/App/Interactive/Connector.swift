import ClientCore
import MediaTypes
import SpoolAPI
import TUIFeatures

/// Which server the front-end works with: connects to it, logs in there, goes over to another.
actor Connector {
    private var choice: ServerChoice
    private let paths: SpoolPaths
    private let server: ServerWork
    private let post: @Sendable (AppEvent) -> Void
    private var gate: LoginGate
    private var link: Task<Void, Never>?
    private var attempts: [Int: Task<Void, Never>] = [:]

    init(_ choice: ServerChoice, paths: SpoolPaths, server: ServerWork, post: @escaping @Sendable (AppEvent) -> Void) {
        self.choice = choice
        self.paths = paths
        self.server = server
        self.post = post
        gate = LoginGate { post(.loginNeeded) }
    }

    func start() {
        let link = ServerLink(choice: choice, paths: paths, gate: gate, post: post)
        let server = server
        self.link = Task { await link.run { await server.use($0) } }
    }

    /// What waits for a login gives up.
    func close() async {
        await gate.decline()
        for attempt in attempts.values { attempt.cancel() }
    }

    func perform(_ effect: Effect) async {
        switch effect {
        case .logIn(let id, let request):
            attempts[id] = Task { await self.logIn(id, request) }
        case .cancelLogin(let id): attempts.removeValue(forKey: id)?.cancel()
        case .declineLogin: await gate.decline()
        case .describeServer(let id, let text): Task { await self.describe(id, text) }
        case .useServer(let name): await use(name)
        default: break
        }
    }

    private func logIn(_ id: Int, _ request: LoginRequest) async {
        do throws(ClientError) {
            let profile = try await profile(request.server)
            let (kept, session) = try await ServerLogin(paths).run(
                at: profile, email: request.email, password: request.password.take(),
                account: request.createsAccount ? .new(invitation: request.invitation) : .existing)
            let account = Account(server: kept.title, email: session.grant.user.email)
            post(.loggedIn(id, account, try await profiles().known))
            if try choice.endpoint() == kept.endpoint {
                await gate.open()
            } else {
                await go(to: .given(kept), as: account)
            }
        } catch {
            let isThrottled = error.problem?.code == .tooManyRequests
            post(.loginFailed(id, LoginFailure(error.message, wait: isThrottled ? error.retryAfter ?? 30 : nil)))
        }
        attempts[id] = nil
    }

    private func describe(_ id: Int, _ text: String) async {
        do throws(ClientError) {
            let profile = try await profile(text)
            let info = try await ServerLogin(paths).describe(profile)
            post(.serverDescribed(id, .success(.init(signUp: info.signUp, isExposed: profile.isExposed))))
        } catch { post(.serverDescribed(id, .failure(Trouble(error.message)))) }
    }

    private func use(_ name: String?) async {
        do throws(ClientError) {
            guard let name else { return await go(to: .embedded(paths), as: Account()) }
            let profile = try await profiles().named(name)
            let session = try await BlockingThread.attempt { [paths] () throws(ClientError) in
                try SessionStore(paths).read(profile.endpoint)
            }
            await go(to: .given(profile), as: Account(server: profile.title, email: session?.grant.user.email))
        } catch { post(.report(.error, error.message)) }
    }

    private func go(to new: ServerChoice, as account: Account) async {
        link?.cancel()
        await gate.decline()
        await server.leave()
        let post = post
        gate = LoginGate { post(.loginNeeded) }
        choice = new
        post(.switched(account))
        start()
    }

    private func profiles() async throws(ClientError) -> ServerProfiles {
        try await BlockingThread.attempt { [paths] () throws(ClientError) in try ServerProfilesFile(paths).read() }
    }

    /// The server that a person names; an address may lack its `https://`.
    private func profile(_ text: String) async throws(ClientError) -> ServerProfile {
        let profiles = try await profiles()
        let isWhole = profiles[text] != nil || text.contains("://") || text.hasPrefix("unix:")
        let choice = try ServerChoice(
            option: RawName(isWhole ? text : "https://\(text)"), environment: [:], settings: Settings(),
            profiles: profiles, paths: paths, workingDirectory: "/")
        guard case .given(let profile) = choice else {
            throw ClientError(.configuration, "your own daemon needs no login: a server is http:// or https://")
        }
        // What was given for this run, such as --cacert, holds for its server.
        if case .given(let current) = self.choice, current.endpoint == profile.endpoint { return current }
        return profile
    }
}

extension ServerProfiles {
    /// As the screens show them.
    var known: [KnownServer] {
        servers.map { KnownServer(name: $0.title, url: $0.endpoint.text, email: $0.email ?? "") }
    }
}

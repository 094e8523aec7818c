import SpoolAPI

/// The login of one server as its calls use it: hands out access tokens and renews them, one renewal at a time among
/// all tasks and all processes, for a refresh token that is used twice ends every login of its family.
public actor SessionKeeper {
    /// Has the person log in again and returns once that is done; throws when they do not want to.
    public typealias Ask = @Sendable (ClientError) async throws(ClientError) -> Void

    private let server: ServerEndpoint
    private let store: SessionStore
    /// Without a login of its own.
    private let transport: HTTPTransport
    private let ask: Ask?
    private let now: @Sendable () -> Timestamp
    private var session: Session?
    private var renewal: Task<Result<Session?, ClientError>, Never>?

    public init(
        _ store: SessionStore, for transport: HTTPTransport, ask: Ask? = nil,
        now: @escaping @Sendable () -> Timestamp = { WallClock.now() }
    ) {
        self.store = store
        self.transport = transport
        self.ask = ask
        self.now = now
        server = transport.endpoint
    }

    /// The token to call with; nil when nobody is logged in.
    func accessToken() async throws(ClientError) -> String? {
        if session == nil { session = try await stored() }
        guard let session else { return nil }
        guard session.isDue(at: now()) else { return session.grant.accessToken }
        return try await token(after: session.grant.accessToken)
    }

    /// Another token than the one that the server has refused.
    func token(after refused: String?) async throws(ClientError) -> String {
        if let renewed = try await renewed(refused) { return renewed.grant.accessToken }
        let end = ClientError(
            .loginNeeded,
            refused == nil
                ? "not logged in at \(server.text): spool login \(server.text)"
                : "the login at \(server.text) has ended: spool login \(server.text)")
        guard let ask else { throw end }
        try await ask(end)
        session = try await stored()
        guard let session, session.grant.accessToken != refused else { throw end }
        return session.grant.accessToken
    }

    private func renewed(_ refused: String?) async throws(ClientError) -> Session? {
        // A renewal that was under way may have brought the very token that is refused now.
        for _ in 0..<2 {
            let task = renewal ?? startRenewal(refused)
            let outcome = await task.value
            if renewal == task { renewal = nil }
            session = try outcome.get()
            if session?.grant.accessToken != refused || session == nil { break }
        }
        return session
    }

    /// A task of its own: whoever waits may be cancelled, but a token that was spent must have its successor kept.
    private func startRenewal(_ refused: String?) -> Task<Result<Session?, ClientError>, Never> {
        let renewal = SessionRenewal(server: server, store: store, transport: transport, now: now)
        let task = Task.detached { () -> Result<Session?, ClientError> in
            do throws(ClientError) {
                let session = try await renewal.run(refused)
                return .success(session)
            } catch { return .failure(error) }
        }
        self.renewal = task
        return task
    }

    private func stored() async throws(ClientError) -> Session? {
        let (store, server) = (store, server)
        return try await BlockingThread.attempt { () throws(ClientError) in try store.read(server) }
    }
}

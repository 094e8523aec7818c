import MediaTypes
import SpoolAPI

/// Logs a person in at a server and keeps the login: what `spool login` and the login form do.
public struct ServerLogin: Sendable {
    public enum Account: Sendable {
        case existing
        /// Made first; some servers want an invitation.
        case new(invitation: String?)
    }

    private let paths: SpoolPaths
    private let now: @Sendable () -> Timestamp

    public init(_ paths: SpoolPaths, now: @escaping @Sendable () -> Timestamp = { WallClock.now() }) {
        self.paths = paths
        self.now = now
    }

    /// What the server says of itself; nobody needs to be logged in.
    public func describe(_ profile: ServerProfile) async throws(ClientError) -> ServerInfo {
        try await SpoolClient(HTTPTransport(to: profile)).info()
    }

    /// The server as it is kept from now on, and the login. It becomes the default server.
    public func run(
        at profile: ServerProfile, email: String, password: String, account: Account = .existing
    ) async throws(ClientError) -> (ServerProfile, Session) {
        guard !profile.endpoint.isLocal else {
            throw ClientError(.configuration, "your own daemon needs no login: a server is http:// or https://")
        }
        let client = SpoolClient(try HTTPTransport(to: profile))
        if case .new(let invitation) = account {
            _ = try await client.signUp(SignUpRequest(email: email, password: password, invitation: invitation))
        }
        let grant = try await grant(client, Credentials(email: email, password: password))
        let session = Session(server: profile.endpoint.text, grant: grant, receivedAt: now())
        var known = profile
        known.email = grant.user.email
        let kept = try await BlockingThread.attempt { [known] () throws(ClientError) in try keep(known, session) }
        return (kept, session)
    }

    private func grant(_ client: SpoolClient, _ credentials: Credentials) async throws(ClientError) -> SessionGrant {
        do throws(ClientError) { return try await client.login(credentials) } catch {
            var told = error
            if error.problem?.code == .unauthorized { told.message = "wrong email or password" }
            if error.problem?.code == .tooManyRequests {
                told.message = "too many attempts, try again" + (error.retryAfter.map { " in \($0) s" } ?? " later")
            }
            throw told
        }
    }

    private func keep(_ profile: ServerProfile, _ session: Session) throws(ClientError) -> ServerProfile {
        // The name may be taken: that is said before the login is kept.
        let kept = try ServerProfilesFile(paths).change { profiles throws(ClientError) in
            let kept = try profiles.remember(profile)
            try profiles.use(kept.name ?? kept.endpoint.text)
            return kept
        }
        try SessionStore(paths).write(session, of: profile.endpoint)
        return kept
    }

    /// Ends the login at the server and forgets it here. An error tells that the server could not be asked; the login
    /// is forgotten all the same.
    public func logout(_ profile: ServerProfile) async throws(ClientError) -> Bool {
        let store = SessionStore(paths)
        let session = try await BlockingThread.attempt { () throws(ClientError) in try store.read(profile.endpoint) }
        guard session != nil else { return false }
        let bare = try HTTPTransport(to: profile)
        let client = SpoolClient(bare.authorized(by: SessionKeeper(store, for: bare)))
        var failure: ClientError?
        do throws(ClientError) { try await client.logout() } catch {
            if error.code != .loginNeeded { failure = error }
        }
        try await BlockingThread.attempt { () throws(ClientError) in try store.remove(profile.endpoint) }
        if let failure { throw failure }
        return true
    }
}

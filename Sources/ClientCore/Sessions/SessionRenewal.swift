import SpoolAPI

/// One renewal of a login, while no other process renews it.
struct SessionRenewal: Sendable {
    let server: ServerEndpoint
    let store: SessionStore
    let transport: HTTPTransport
    let now: @Sendable () -> Timestamp

    /// The login as it stands afterwards: what another process has fetched meanwhile, or the server's new grant.
    /// nil when there is none or the server has ended it.
    func run(_ refused: String?) async throws(ClientError) -> Session? {
        let (store, server) = (store, server)
        let lock = try await BlockingThread.attempt { () throws(ClientError) in try store.lock(server) }
        defer { lock.release() }
        let stored = try await BlockingThread.attempt { () throws(ClientError) in try store.read(server) }
        guard let stored else { return nil }
        if stored.grant.accessToken != refused, !stored.isDue(at: now()) { return stored }
        return try await refresh(stored)
    }

    private func refresh(_ old: Session) async throws(ClientError) -> Session? {
        do throws(ClientError) {
            let grant = try await SpoolClient(transport).refresh(RefreshRequest(refreshToken: old.grant.refreshToken))
            let session = Session(server: server.text, grant: grant, receivedAt: now())
            try await BlockingThread.attempt { [store, server] () throws(ClientError) in
                try store.write(session, of: server)
            }
            return session
        } catch {
            guard error.problem?.code == .unauthorized || error.problem?.code == .forbidden else { throw error }
            try await BlockingThread.attempt { [store, server] () throws(ClientError) in try store.remove(server) }
            return nil
        }
    }
}

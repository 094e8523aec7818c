import SpoolAPI

/// Logins and the account.
extension SpoolClient {
    func login(_ credentials: Credentials) async throws(ClientError) -> SessionGrant {
        try await call(.login, body: try Self.encode(credentials))
    }

    func refresh(_ request: RefreshRequest) async throws(ClientError) -> SessionGrant {
        try await call(.refresh, body: try Self.encode(request))
    }

    func signUp(_ request: SignUpRequest) async throws(ClientError) -> UserProfile {
        try await call(.signUp, body: try Self.encode(request))
    }

    public func logout() async throws(ClientError) {
        _ = try await exchange(HTTPRequest(.delete, Route.logout.path()))
    }

    public func profile() async throws(ClientError) -> UserProfile { try await call(.profile) }

    public func changeProfile(_ patch: UserPatch) async throws(ClientError) -> UserProfile {
        try await call(.changeProfile, body: try Self.encode(patch))
    }
}

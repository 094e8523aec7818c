import MediaTypes
import SpoolAPI

@testable import ClientCore

/// A person's directories in a test, with a login where wanted.
struct Home {
    let folder: TemporaryFolder
    let paths: SpoolPaths

    init() throws {
        folder = try TemporaryFolder()
        paths = try SpoolPaths(environment: ["SPOOL_HOME": folder.path], workingDirectory: "/")
    }

    var store: SessionStore { SessionStore(paths) }

    func logIn(_ server: ServerEndpoint, access: String, refresh: String, expiresAt: Timestamp = .max / 2) throws {
        try store.write(
            Session(
                server: server.text, grant: .sample(access: access, refresh: refresh, expiresAt: expiresAt),
                receivedAt: 0), of: server)
    }

    func client(_ server: ServerEndpoint, ask: SessionKeeper.Ask? = nil) throws(ClientError) -> SpoolClient {
        try SpoolClient(to: ServerProfile(server), paths, ask: ask)
    }
}

extension SessionGrant {
    static func sample(access: String, refresh: String, expiresAt: Timestamp = .max / 2) -> SessionGrant {
        SessionGrant(
            accessToken: access, accessExpiresAt: expiresAt, refreshToken: refresh, refreshExpiresAt: .max / 2,
            user: UserProfile(id: UserID("u1"), email: "ann@example.org"))
    }
}

extension ScriptedServer.Request {
    var token: String? { headers["authorization"].map { String($0.dropFirst("Bearer ".count)) } }
}

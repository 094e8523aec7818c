import Crypto
import FoundationEssentials
import MediaTypes
import SpoolAPI

/// The logins of one person, a file a server. Blocks for as long as the disk does.
public struct SessionStore: Sendable {
    private let directory: RawName

    public init(_ paths: SpoolPaths) { directory = paths.sessions }

    /// nil when nobody is logged in there. A file that others may read is refused.
    public func read(_ server: ServerEndpoint) throws(ClientError) -> Session? {
        guard let bytes = try PrivateFile.read(file(server)) else { return nil }
        guard let session = try? JSONDecoder().decode(Session.self, from: Data(bytes)), session.server == server.text
        else { return nil }
        return session
    }

    public func write(_ session: Session, of server: ServerEndpoint) throws(ClientError) {
        try PrivateFile.write(try SpoolClient.encode(session), to: file(server))
    }

    public func remove(_ server: ServerEndpoint) throws(ClientError) {
        try PrivateFile.remove(file(server))
    }

    /// Held while a login is renewed, so that of many processes one spends the refresh token.
    func lock(_ server: ServerEndpoint) throws(ClientError) -> FileLock {
        try PrivateDirectory.make(directory)
        return try FileLock(
            RawName(bytes: file(server).bytes + Array(".lock".utf8)), patience: 60,
            busy: ClientError(.timedOut, "another spool has been renewing the login for a minute: try again"))
    }

    private func file(_ server: ServerEndpoint) -> RawName {
        let name = SHA256.hash(data: Array(server.text.utf8)).prefix(12).hexadecimal
        return directory.appending(RawName("\(name).json"))
    }
}

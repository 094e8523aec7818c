@testable import BackendDistributed
import Foundation
import Testing

/// A database of a test's own on the real server, removed with it.
final class TestMySQL: Sendable {
    struct NoServer: Error, CustomStringConvertible {
        let description = """
            SPOOL_TEST_MYSQL_URL is not set: run the tests through 'Tests/services/up --only mysql COMMAND', which \
            starts a server for them.
            """
    }

    let address: MySQLAddress
    private let server: MySQLAddress

    /// - Parameter url: of the server; nil takes the one of the environment.
    init(_ url: String? = nil) async throws {
        guard let url = url ?? ProcessInfo.processInfo.environment["SPOOL_TEST_MYSQL_URL"] else { throw NoServer() }
        let server = try MySQLAddress(url)
        self.server = server
        let name = "spool_test_\(UUID().uuidString.replacingOccurrences(of: "-", with: "").lowercased())"
        try await MySQLPool(server, connections: 1).command("CREATE DATABASE \(name)")
        var own = server
        own.database = name
        address = own
    }

    /// With its tables.
    func migrated() async throws -> Self {
        try await MySQLSchema(pool()).migrate()
        return self
    }

    /// As another process would have it.
    func pool(connections: Int = 4) -> MySQLPool { MySQLPool(address, connections: connections) }

    func drop() async throws {
        try await MySQLPool(server, connections: 1).command("DROP DATABASE \(address.database)")
    }
}

extension MySQLPool {
    fileprivate func command(_ sql: String) async throws {
        try await alone { try $0.command(sql) }
    }
}

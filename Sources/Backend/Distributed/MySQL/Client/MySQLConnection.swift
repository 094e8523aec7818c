import BackendCore
import CMariaDB

/// One connection with the statements it has prepared. Used by one thread at a time.
final class MySQLConnection {
    private let handle: OpaquePointer
    private var statements: [String: MySQLStatement] = [:]

    private static let connectTimeout: UInt32 = 3
    /// Seconds for an answer: more than the server waits for a lock.
    private static let answerTimeout: UInt32 = 12
    /// Times are UTC, too long values are errors, and each statement sees what is committed.
    private static let settings = """
        SET time_zone = '+00:00', sql_mode = 'STRICT_ALL_TABLES,NO_ENGINE_SUBSTITUTION,ERROR_FOR_DIVISION_BY_ZERO',
            transaction_isolation = 'READ-COMMITTED', innodb_lock_wait_timeout = 10
        """
    /// The name of the isolation level's variable in MariaDB before 11.1.
    private static let olderSettings = settings.replacing("transaction_isolation", with: "tx_isolation")

    /// - Parameter answerTimeout: seconds that a statement may take.
    init(_ address: MySQLAddress, answerTimeout: UInt32 = answerTimeout) throws(MySQLError) {
        var code: UInt32 = 0
        let handle: OpaquePointer? = address.host.withCString { host in
            address.user.withCString { user in
                address.password.withCString { password in
                    address.database.withCString { database in
                        withOptional(address.authorities) { authorities in
                            var options = spool_mysql_options(
                                host: host, port: UInt32(address.port), user: user, password: password,
                                database: database, tls: address.tls.mode, authorities: authorities,
                                connect_timeout: Self.connectTimeout, io_timeout: answerTimeout)
                            return spool_mysql_connect(&options, &code)
                        }
                    }
                }
            }
        }
        guard let handle else { throw MySQLError(number: code) }
        self.handle = handle
        do {
            try command(Self.settings)
        } catch {
            guard error.number == 1193 else { throw error }
            try command(Self.olderSettings)
        }
    }

    deinit {
        statements = [:]
        spool_mysql_close(handle)
    }

    /// Text without values of anybody's.
    func command(_ sql: String) throws(MySQLError) {
        var sql = sql
        let code = sql.withUTF8 { text in
            text.withMemoryRebound(to: CChar.self) { characters in
                characters.baseAddress.map { spool_mysql_command(handle, $0, characters.count) } ?? 0
            }
        }
        if code != 0 { throw MySQLError(number: code) }
    }

    /// A statement that failed is prepared anew: after an error libmariadb and the server may disagree about who knows
    /// the columns, and the next execution would wait for an answer that the server has given already.
    @discardableResult
    func execute(_ sql: String, _ values: [ColumnValue] = []) throws(MySQLError) -> MySQLResult {
        do {
            return try statement(sql).execute(values)
        } catch {
            statements[sql] = nil
            throw error
        }
    }

    private func statement(_ sql: String) throws(MySQLError) -> MySQLStatement {
        if let known = statements[sql] { return known }
        if statements.count >= 200 { statements = [:] }
        let statement = try MySQLStatement(sql, on: handle)
        statements[sql] = statement
        return statement
    }
}

extension MySQLAddress.TLS {
    fileprivate var mode: spool_mysql_tls {
        switch self {
        case .off: SPOOL_MYSQL_TLS_OFF
        case .require: SPOOL_MYSQL_TLS_REQUIRE
        case .verify: SPOOL_MYSQL_TLS_VERIFY
        }
    }
}

private func withOptional<Value>(_ text: String?, _ body: (UnsafePointer<CChar>?) -> Value) -> Value {
    guard let text else { return body(nil) }
    return text.withCString { body($0) }
}

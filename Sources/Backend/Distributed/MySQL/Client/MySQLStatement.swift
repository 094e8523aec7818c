import BackendCore
import CMariaDB

/// A prepared statement. Must go before its connection does.
final class MySQLStatement {
    private let handle: OpaquePointer

    init(_ sql: String, on connection: OpaquePointer) throws(MySQLError) {
        var (sql, code) = (sql, UInt32(0))
        let handle = sql.withUTF8 { text in
            text.withMemoryRebound(to: CChar.self) { characters in
                characters.baseAddress.flatMap { spool_mysql_prepare(connection, $0, characters.count, &code) }
            }
        }
        guard let handle else { throw MySQLError(number: code) }
        self.handle = handle
    }

    deinit { spool_mysql_statement_free(handle) }

    func execute(_ values: [ColumnValue]) throws(MySQLError) -> MySQLResult {
        defer { spool_mysql_reset(handle) }
        let code = Self.run(handle, values)
        guard code == 0 else { throw MySQLError(number: code) }
        let changes = spool_mysql_changes(handle)
        let columns = spool_mysql_columns(handle)
        guard columns > 0 else { return MySQLResult(changes: changes, rows: []) }
        var rows: [[ColumnValue]] = []
        while true {
            switch spool_mysql_fetch(handle) {
            case 0: return MySQLResult(changes: changes, rows: rows)
            case 1: rows.append((0..<columns).map { ColumnValue(spool_mysql_column(handle, $0)) })
            default: throw MySQLError(number: 2008)
            }
        }
    }

    /// All bytes lie in one buffer, which outlives the call.
    private static func run(_ handle: OpaquePointer, _ values: [ColumnValue]) -> UInt32 {
        let parts = values.map { $0.bytes ?? [] }
        return Array(parts.joined()).withUnsafeBufferPointer { buffer in
            var offset = 0
            let bound = zip(values, parts).map { value, part in
                defer { offset += part.count }
                return value.bound(to: buffer.baseAddress.map { $0 + offset }, length: part.count)
            }
            return spool_mysql_execute(handle, bound, bound.count)
        }
    }
}

extension ColumnValue {
    fileprivate init(_ value: spool_mysql_value) {
        switch value.type {
        case SPOOL_MYSQL_INTEGER: self = .integer(value.integer)
        case SPOOL_MYSQL_REAL: self = .real(value.real)
        case SPOOL_MYSQL_BYTES: self = .bytes(Array(UnsafeBufferPointer(start: value.bytes, count: value.length)))
        default: self = .null
        }
    }

    fileprivate func bound(to bytes: UnsafePointer<UInt8>?, length: Int) -> spool_mysql_value {
        var bound = spool_mysql_value()
        switch self {
        case .null: bound.type = SPOOL_MYSQL_NULL
        case .integer(let number):
            bound.type = SPOOL_MYSQL_INTEGER
            bound.integer = number
        case .real(let number):
            bound.type = SPOOL_MYSQL_REAL
            bound.real = number
        case .text, .bytes:
            bound.type = SPOOL_MYSQL_BYTES
            bound.bytes = bytes
            bound.length = length
        }
        return bound
    }
}

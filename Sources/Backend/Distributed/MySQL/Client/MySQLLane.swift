import Dispatch
import Synchronization

/// A thread's worth of work and the connection it uses.
///
/// `@unchecked Sendable`: `connection` is touched by work on `queue` only, which is serial.
final class MySQLLane: @unchecked Sendable {
    let queue: DispatchQueue
    private var connection: MySQLConnection?

    init(_ number: Int) {
        queue = DispatchQueue(label: "spool.mysql.\(number)")
    }

    /// Runs `work` in a transaction, on a fresh connection when the old one turns out to be lost before it begins.
    func run<Value>(
        _ kind: MySQLTransaction.Kind, on address: MySQLAddress, _ work: (MySQLTransaction) throws -> Value
    ) throws -> (value: Value, revised: Bool) {
        dispatchPrecondition(condition: .onQueue(queue))
        let wasOpen = connection != nil
        do {
            let transaction = MySQLTransaction(try begin(kind, on: address))
            let value = try work(transaction)
            if kind != .query { try transaction.connection.command("COMMIT") }
            return (value, transaction.revised)
        } catch {
            undo(after: error)
            // Nothing has gone before that would have shown it to be lost, and asking twice does no harm.
            if kind == .query, wasOpen, connection == nil { return try run(kind, on: address, work) }
            throw error
        }
    }

    /// Seconds that a change of the schema may take.
    private static let longest: UInt32 = 3600

    /// On a connection outside of any transaction.
    func run<Value>(on address: MySQLAddress, _ work: (MySQLConnection) throws -> Value) throws -> Value {
        let connection = try MySQLConnection(address, answerTimeout: Self.longest)
        return try work(connection)
    }

    private func begin(_ kind: MySQLTransaction.Kind, on address: MySQLAddress) throws(MySQLError) -> MySQLConnection {
        if let known = connection {
            do {
                for statement in kind.statements { try known.command(statement) }
                return known
            } catch {
                connection = nil
                guard error.endsConnection else { throw error }
            }
        }
        let fresh = try MySQLConnection(address)
        for statement in kind.statements { try fresh.command(statement) }
        connection = fresh
        return fresh
    }

    /// After a lost connection the server undoes the transaction by itself.
    private func undo(after error: any Error) {
        if let error = error as? MySQLError, error.endsConnection {
            connection = nil
            return
        }
        do {
            try connection?.command("ROLLBACK")
        } catch {
            connection = nil
        }
    }
}

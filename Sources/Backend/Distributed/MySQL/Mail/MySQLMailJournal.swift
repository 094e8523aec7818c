import BackendCore

/// Remembers mails for any number of notifiers.
public struct MySQLMailJournal: MailJournal {
    private static let claimed = ColumnValue.text("claimed")
    private static let transmitting = ColumnValue.text("transmitting")

    private let pool: MySQLPool
    private let clock: MySQLClock

    /// The tables must be there: see `MySQLSchema`.
    public init(_ pool: MySQLPool, clock: MySQLClock = .server) {
        self.pool = pool
        self.clock = clock
    }

    public func claim(_ key: String, token: String, lease: Duration) async throws -> MailClaim {
        guard (1...200).contains(key.utf8.count) else {
            throw BackendError(.invalid, "A mail's key has 1 to 200 bytes.")
        }
        return try await pool.write { [clock] transaction in
            let now = try clock.time(transaction).now
            // Takes the row's lock, whether it was there or not. An empty token is nobody's.
            try transaction.execute(
                """
                INSERT INTO mails (`key`, `token`, `state`, `boot`, `leaseEnd`) VALUES (?, '', 'claimed', '', 0)
                ON DUPLICATE KEY UPDATE `state` = `state`
                """, [.text(key)])
            let row = try transaction.rows(
                "SELECT `token`, `state`, `boot`, `leaseEnd` FROM mails WHERE `key` = ?", [.text(key)]
            ).first
            guard let row, row[1].text == Self.claimed.text else { return .ended }
            let end = BootInstant(boot: row[2].text ?? "", milliseconds: row[3].integer ?? 0)
            guard end.isPast(at: now) || row[0].text == token else { return .busy }
            let until = now.advanced(by: lease)
            try transaction.execute(
                "UPDATE mails SET `token` = ?, `boot` = ?, `leaseEnd` = ? WHERE `key` = ?",
                [.text(token), .text(until.boot), .integer(until.milliseconds), .text(key)])
            return .granted
        }
    }

    /// A claim whose lease is over holds until somebody else takes it.
    public func beginTransmission(_ key: String, token: String) async throws -> Bool {
        try await change(key, token: token, from: Self.claimed, to: Self.transmitting)
    }

    public func settle(_ key: String, token: String, _ outcome: MailOutcome) async throws {
        switch outcome {
        case .sent, .failed:
            _ = try await pool.write { transaction in
                try transaction.execute(
                    "UPDATE mails SET `state` = ? WHERE `key` = ? AND `token` = ? AND `state` IN ('claimed', 'transmitting')",
                    [.text(outcome.rawValue), .text(key), .text(token)])
            }
        case .released:
            _ = try await pool.write { transaction in
                try transaction.execute(
                    """
                    DELETE FROM mails WHERE `key` = ? AND `token` = ? AND `state` IN ('claimed', 'transmitting')
                    """, [.text(key), .text(token)])
            }
        }
    }

    private func change(
        _ key: String, token: String, from: ColumnValue, to state: ColumnValue
    ) async throws -> Bool {
        try await pool.write { transaction in
            try transaction.execute(
                "UPDATE mails SET `state` = ? WHERE `key` = ? AND `token` = ? AND `state` = ?",
                [state, .text(key), .text(token), from]) == 1
        }
    }
}

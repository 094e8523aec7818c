import BackendConformance
import BackendCore
import Synchronization

/// Notes the first transmission without being heard, and is away when that is to be settled.
final class UnheardJournal: MailJournal {
    private let journal: MemoryMailJournal
    private let left = Mutex(2)

    init(_ journal: MemoryMailJournal) { self.journal = journal }

    func claim(_ key: String, token: String, lease: Duration) async throws -> MailClaim {
        journal.claim(key, token: token, lease: lease)
    }

    func beginTransmission(_ key: String, token: String) async throws -> Bool {
        let answer = journal.beginTransmission(key, token: token)
        try fail()
        return answer
    }

    func settle(_ key: String, token: String, _ outcome: MailOutcome) async throws {
        try fail()
        journal.settle(key, token: token, outcome)
    }

    private func fail() throws(BackendError) {
        let fails = left.withLock { left in
            defer { left = max(left - 1, 0) }
            return left > 0
        }
        if fails { throw BackendError(.unavailable, "The database is away.") }
    }
}

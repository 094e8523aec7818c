import BackendCore

/// An empty journal on a clock that the checks move.
public struct MailJournalSubject: Sendable {
    public let journal: any MailJournal
    public let clock: ManualClock

    public init(journal: any MailJournal, clock: ManualClock) {
        self.journal = journal
        self.clock = clock
    }

    func claim(_ token: String, of key: String = "k") async throws -> MailClaim {
        try await journal.claim(key, token: token, lease: .seconds(60))
    }
}

public enum MailJournalConformance {
    public typealias Case = ConformanceCase<MailJournalSubject>

    public static let all: [Case] = [
        Case("a key has one sender at a time") { subject in
            try expectEqual(await subject.claim("a"), .granted)
            try expectEqual(await subject.claim("b"), .busy)
            try expect(try await !subject.journal.beginTransmission("k", token: "b"))
            try await subject.journal.settle("k", token: "b", .released)
            try expectEqual(await subject.claim("b"), .busy)
            try expectEqual(await subject.claim("b", of: "K"), .granted)
        },
        Case("a claim that was given up or forgotten is free again") { subject in
            try expectEqual(await subject.claim("a"), .granted)
            try await subject.journal.settle("k", token: "a", .released)
            try expectEqual(await subject.claim("b"), .granted)
            subject.clock.advance(by: .seconds(60))
            try expectEqual(await subject.claim("c"), .granted)
            try expect(try await !subject.journal.beginTransmission("k", token: "b"))
            try expect(try await subject.journal.beginTransmission("k", token: "c"))
        },
        Case("a mail that was cut off is never sent again") { subject in
            try expectEqual(await subject.claim("a"), .granted)
            try expect(try await subject.journal.beginTransmission("k", token: "a"))
            subject.clock.advance(by: .seconds(3600))
            try expectEqual(await subject.claim("b"), .ended)
        },
        Case("a transmission that the server postponed may be tried again") { subject in
            try expectEqual(await subject.claim("a"), .granted)
            try expect(try await subject.journal.beginTransmission("k", token: "a"))
            try await subject.journal.settle("k", token: "a", .released)
            try expectEqual(await subject.claim("b"), .granted)
        },
        Case("sent and failed are the end") { subject in
            for (key, outcome) in [("s", MailOutcome.sent), ("f", .failed)] {
                try expectEqual(await subject.claim("a", of: key), .granted)
                try expect(try await subject.journal.beginTransmission(key, token: "a"))
                try await subject.journal.settle(key, token: "a", outcome)
                try await subject.journal.settle(key, token: "a", .released)
                try expectEqual(await subject.claim("b", of: key), .ended)
            }
        },
        Case("of many claims one is granted") { subject in
            let granted = try await withThrowingTaskGroup(of: MailClaim.self) { group in
                for number in 0..<20 { group.addTask { try await subject.claim("\(number)") } }
                return try await group.reduce(0) { $0 + ($1 == .granted ? 1 : 0) }
            }
            try expectEqual(granted, 1)
        },
    ]
}

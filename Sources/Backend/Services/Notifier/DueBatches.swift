import SpoolAPI

/// The batches that may need a mail, and when to look at each. No clock: it is told the time.
struct DueBatches: Sendable {
    struct Entry: Sendable {
        var batch: OwnedBatch
        var due: ContinuousClock.Instant
        var delay = Backoff(first: .seconds(1), longest: .seconds(60))
    }

    private var entries: [OwnedBatch: Entry] = [:]
    /// Those that need no mail any more: the same end is told of more than once.
    private var settled: Set<OwnedBatch> = []
    private static let memory = 4096

    /// It is due now, also when it was postponed: there is news of it.
    mutating func add(_ batch: OwnedBatch, at now: ContinuousClock.Instant) {
        guard !settled.contains(batch) else { return }
        entries[batch, default: Entry(batch: batch, due: now)].due = now
    }

    /// Takes out the one that has been due for longest. What is added while somebody looks at it is looked at again.
    mutating func take(at now: ContinuousClock.Instant) -> Entry? {
        guard let entry = entries.values.filter({ $0.due <= now }).min(by: { $0.due < $1.due }) else { return nil }
        entries[entry.batch] = nil
        return entry
    }

    /// When to look again although nothing calls; nil when nothing waits.
    var deadline: ContinuousClock.Instant? { entries.values.map(\.due).min() }

    /// Its mail is sent, or will never be. What is forgotten here in the end the mailer still knows.
    mutating func settle(_ entry: Entry) {
        entries[entry.batch] = nil
        if settled.count >= Self.memory { settled = [] }
        settled.insert(entry.batch)
    }

    mutating func postpone(_ entry: Entry, until time: ContinuousClock.Instant) {
        guard entries[entry.batch] == nil else { return }
        entries[entry.batch] = Entry(batch: entry.batch, due: time, delay: entry.delay)
    }

    /// The mail could not be sent now: each time the pause is longer, up to `longest`.
    mutating func postpone(_ entry: Entry, from now: ContinuousClock.Instant, longest: Duration = .seconds(60)) {
        var entry = entry
        let pause = entry.delay.next()
        postpone(entry, until: now + min(pause, longest))
    }
}

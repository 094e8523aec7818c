/// Events that are due at a time, in milliseconds of a steady clock. Few at a time; kept sorted.
struct TimerQueue<Event> {
    private var entries: [(due: Int, event: Event)] = []

    var nextDue: Int? { entries.first?.due }

    /// Events of the same time keep their order.
    mutating func add(_ event: Event, due: Int) {
        let position = entries.firstIndex { $0.due > due } ?? entries.count
        entries.insert((due, event), at: position)
    }

    /// Removes and returns the events due by `now`.
    mutating func take(dueBy now: Int) -> [Event] {
        let count = entries.firstIndex { $0.due > now } ?? entries.count
        defer { entries.removeFirst(count) }
        return entries[..<count].map(\.event)
    }
}

import CCurses
import Glibc
import Synchronization

/// Brings events from any task or thread to the event loop, in the order they were posted.
public final class Mailbox<Event: Sendable>: Sendable {
    private let events = Mutex<[Event]>([])
    /// Readable while there are events.
    let descriptor: Int32

    public init() { descriptor = spool_eventfd() }

    deinit { close(descriptor) }

    public func post(_ event: Event) {
        let wasEmpty = events.withLock { events in
            events.append(event)
            return events.count == 1
        }
        if wasEmpty { spool_eventfd_wake(descriptor) }
    }

    /// Takes all events there are.
    func drain() -> [Event] {
        // Cleared first: an event posted in between wakes the loop once more rather than never.
        spool_eventfd_clear(descriptor)
        return events.withLock { events in
            defer { events.removeAll() }
            return events
        }
    }
}

import CCurses
import Clocks
import Glibc
import TUIScreen

/// Runs an application on a session: waits for keys, signals, posted events and timers, hands them over one by one,
/// and paints what the application renders.
///
///     TerminalSignals.blockAtStart()                        // first statement of main
///     let session = try TerminalSession.open()
///     let loop = EventLoop<AppEvent>(session: session)
///     let code = loop.run(
///         handle: { input in … loop.mailbox … loop.post(.tick, after: .seconds(1)) … loop.quit(0) },
///         render: { size in app.render(size) })
///     session.close()
///     exit(code)
///
/// All of it is on the thread that calls `run`; other threads use `mailbox`. Idle, it sleeps in `poll`.
///
/// Ctrl-Z and SIGTSTP suspend, Ctrl-L repaints: the application never sees them. Ctrl-C and SIGINT come as
/// `.key(.control("c"))`: a request to quit, which it may answer with a question. SIGTERM ends the loop with 143,
/// SIGQUIT with 131, SIGHUP or a terminal that is gone with 129.
public final class EventLoop<Event: Sendable> {
    public enum Input {
        case terminal(TerminalEvent)
        case posted(Event)
    }

    public let mailbox = Mailbox<Event>()
    public let session: TerminalSession

    private let signals: Int32
    private var decoder: KeyDecoder
    private var timers = TimerQueue<Event>()
    private var schedule = RenderSchedule()
    private var exitCode: Int32?
    private var readBuffer = [UInt8](repeating: 0, count: 65536)

    private static var terminalGone: Int32 { 128 + SIGHUP }

    public init(session: TerminalSession) {
        self.session = session
        decoder = KeyDecoder(table: session.keyTable)
        var set = TerminalSignals.set
        signals = spool_signalfd(&set)
    }

    deinit { close(signals) }

    /// Ends `run` once what is being handled is handled.
    public func quit(_ code: Int32) { exitCode = exitCode ?? code }

    /// Hands `event` over after a while: the `.after` effects. Only from within `handle` or before `run`.
    public func post(_ event: Event, after delay: Duration) {
        let milliseconds = delay.components.seconds * 1000 + delay.components.attoseconds / 1_000_000_000_000_000
        timers.add(event, due: Self.now() + max(Int(milliseconds), 0))
    }

    /// Runs until `quit`, a signal or the end of the terminal; returns the exit code.
    ///
    /// - Parameters:
    ///   - handle: takes one input; must not block.
    ///   - render: gives the screen for a size. Called once for all inputs that were waiting.
    public func run(handle: (Input) -> Void, render: (Size) -> Frame) -> Int32 {
        schedule.userActed(at: Self.now())
        while true {
            if let exitCode { return exitCode }
            let ready = wait()
            // First of all: after a stop the screen is not ours until SIGCONT is handled.
            if ready.signal { takeSignals(handle) }
            if ready.input, exitCode == nil { takeInput(handle) }
            if ready.mail { takePosted(mailbox.drain(), handle) }
            takeExpired(handle)
            if ready.output, exitCode == nil { show(render) }
        }
    }

    private struct Readiness {
        var input = false
        var signal = false
        var mail = false
        var output = false
    }

    /// Sleeps until there is something to do. Painting waits until the terminal has taken the frame before: those
    /// nobody could see are never made.
    private func wait() -> Readiness {
        let now = Self.now()
        let paints = schedule.isDue(at: now)
        let sends = paints || session.output.isPending
        var polled = [
            pollfd(fd: session.input, events: Int16(POLLIN), revents: 0),
            pollfd(fd: signals, events: Int16(POLLIN), revents: 0),
            pollfd(fd: mailbox.descriptor, events: Int16(POLLIN), revents: 0),
            pollfd(fd: sends ? session.output.descriptor : -1, events: Int16(POLLOUT), revents: 0),
        ]
        let next = [decoder.deadline, timers.nextDue, paints ? nil : schedule.due].compactMap { $0 }.min()
        let timeout = next.map { Int32(clamping: max($0 - now, 0)) } ?? -1
        guard poll(&polled, 4, timeout) > 0 else { return Readiness() }
        return Readiness(
            input: polled[0].revents != 0, signal: polled[1].revents != 0, mail: polled[2].revents != 0,
            output: polled[3].revents != 0)
    }

    private func show(_ render: (Size) -> Frame) {
        session.output.flush()
        guard schedule.isDue(at: Self.now()), !session.output.isPending, !session.isSuspended else { return }
        let bytes = session.paint(render(session.size))
        schedule.painted(bytes: bytes, at: Self.now())
    }

    private func takeInput(_ handle: (Input) -> Void) {
        let count = read(session.input, &readBuffer, readBuffer.count)
        if count < 0, errno == EINTR || errno == EAGAIN { return }
        // Nothing to read though something was said to be there: hung up.
        if count <= 0 { return quit(Self.terminalGone) }
        take(decoder.feed(readBuffer[..<count], at: Self.now()), handle)
    }

    private func take(_ events: [TerminalEvent], _ handle: (Input) -> Void) {
        for event in events where exitCode == nil {
            schedule.userActed(at: Self.now())
            switch event {
            case .key(.control("z")): session.suspend()
            case .key(.control("l")): session.painter.invalidate()
            default: handle(.terminal(event))
            }
        }
    }

    private func takeSignals(_ handle: (Input) -> Void) {
        while exitCode == nil {
            switch spool_signalfd_next(signals) {
            case 0: return
            case let signal where [SIGTERM, SIGQUIT, SIGHUP].contains(signal): quit(128 + signal)
            case SIGINT: take([.key(.control("c"))], handle)
            case SIGTSTP: session.suspend()
            case SIGCONT:
                session.resume()
                take([.resumed], handle)
            case SIGWINCH:
                if session.measure() {
                    session.painter.invalidate()
                    take([.resize(session.size)], handle)
                }
            default: break
            }
        }
    }

    private func takePosted(_ events: [Event], _ handle: (Input) -> Void) {
        for event in events where exitCode == nil {
            schedule.somethingHappened(at: Self.now())
            handle(.posted(event))
        }
    }

    private func takeExpired(_ handle: (Input) -> Void) {
        let now = Self.now()
        if let deadline = decoder.deadline, now >= deadline, !isInputWaiting { take(decoder.expire(at: now), handle) }
        takePosted(timers.take(dueBy: now), handle)
    }

    /// The rest of a key may have come while something else was handled.
    private var isInputWaiting: Bool {
        var polled = pollfd(fd: session.input, events: Int16(POLLIN), revents: 0)
        return poll(&polled, 1, 0) > 0
    }

    private static func now() -> Int { Int(MonotonicClock.milliseconds()) }
}

/// Decides when a connection has been slow for too long. No clock, no I/O: the channel handler tells what happened
/// and when, and asks when to look again.
///
/// Times are monotonic nanoseconds.
public struct ConnectionWatch: Sendable {
    public struct Limits: Sendable {
        /// From the connection's start to the end of the first request's header.
        public var header: Int64 = 10_000_000_000
        /// Between requests, the next header included.
        public var idle: Int64 = 60_000_000_000
        /// A body must bring `bodyBytes` within each `bodyWindow` or end.
        public var bodyWindow: Int64 = 30_000_000_000
        public var bodyBytes = 30 * 1024
        /// How long the oldest byte that is ready to be sent may wait for the client to read.
        public var write: Int64 = 60_000_000_000

        public init() {}
    }

    public enum Verdict: Hashable, Sendable {
        /// Nothing can be late before this time; nil while the server itself is at work.
        case wait(until: Int64?)
        case close(String)
    }

    private enum Reading {
        case header(deadline: Int64)
        case body(windowEnd: Int64, bytes: Int)
        /// The request is there, the answer is not.
        case answering
    }

    private let limits: Limits
    private var reading: Reading
    /// Requests whose answer has not been written to its end. An answer may come before its request's end.
    private var owed = 0
    private var pendingWrites = 0
    /// When the writes last stood still from: a write's completion is progress.
    private var writeProgress: Int64 = 0

    public init(limits: Limits = .init(), now: Int64) {
        self.limits = limits
        reading = .header(deadline: now + limits.header)
    }

    public mutating func receivedHeader(now: Int64) {
        owed += 1
        reading = .body(windowEnd: now + limits.bodyWindow, bytes: 0)
    }

    public mutating func receivedBody(bytes: Int) {
        if case .body(let end, let sum) = reading { reading = .body(windowEnd: end, bytes: sum + bytes) }
    }

    public mutating func receivedEnd(now: Int64) {
        reading = owed > 0 ? .answering : .header(deadline: now + limits.idle)
    }

    public mutating func answered(now: Int64) {
        owed -= 1
        if case .answering = reading, owed == 0 { reading = .header(deadline: now + limits.idle) }
    }

    public mutating func beganWrite(now: Int64) {
        if pendingWrites == 0 { writeProgress = now }
        pendingWrites += 1
    }

    public mutating func endedWrite(now: Int64) {
        pendingWrites -= 1
        writeProgress = now
    }

    /// The request's body has not come to its end.
    public var isReceiving: Bool {
        if case .body = reading { true } else { false }
    }

    public mutating func verdict(now: Int64) -> Verdict {
        if pendingWrites > 0, now >= writeProgress + limits.write { return .close("the client does not read") }
        var next = pendingWrites > 0 ? writeProgress + limits.write : Int64?.none
        switch reading {
        case .header(let deadline):
            if now >= deadline { return .close("no request came") }
            next = min(next ?? deadline, deadline)
        case .body(let end, let bytes):
            var windowEnd = end
            if now >= end {
                if bytes < limits.bodyBytes { return .close("the request's body is too slow") }
                windowEnd = now + limits.bodyWindow
                reading = .body(windowEnd: windowEnd, bytes: 0)
            }
            next = min(next ?? windowEnd, windowEnd)
        case .answering: break
        }
        return .wait(until: next)
    }
}

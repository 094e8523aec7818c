import CCurl
import MediaTypes
import Synchronization

/// One exchange: what the loop's thread and the asking task share.
///
/// The loop's thread calls `receive…` and `finish`; tasks call `head`, `nextBytes` and `cancel`.
final class Transfer: Sendable {
    /// Bytes that may wait for the reader before the peer is made to wait.
    static let highWater = 256 * 1024

    private struct State {
        var parser = HTTPHeadParser()
        var head: HTTPHead?
        var bytes: [UInt8] = []
        var isPaused = false
        var end: Result<Void, ClientError>?
        /// The task that waits for the head, for bytes or for the end.
        var waiter: CheckedContinuation<Void, Never>?

        mutating func takeWaiter() -> CheckedContinuation<Void, Never>? {
            defer { waiter = nil }
            return waiter
        }
    }

    let request: HTTPRequest
    let endpoint: ServerEndpoint
    let caFile: RawName?
    private let loop: CurlLoop
    private let state = Mutex(State())

    init(_ request: HTTPRequest, to endpoint: ServerEndpoint, trusting caFile: RawName? = nil, on loop: CurlLoop) {
        self.request = request
        self.endpoint = endpoint
        self.caFile = caFile
        self.loop = loop
    }
}

// MARK: The loop's side

extension Transfer {
    func receive(headerLine: UnsafeBufferPointer<UInt8>) {
        let waiter = state.withLock { state in
            guard let head = state.parser.receive(line: headerLine) else {
                return nil as CheckedContinuation<Void, Never>?
            }
            state.head = head
            return state.takeWaiter()
        }
        waiter?.resume()
    }

    /// False when the reader is behind: the bytes were not taken and will be offered again after `CurlLoop.resume`.
    func receive(bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        let (isTaken, waiter) = state.withLock { state in
            guard state.bytes.count < Self.highWater else {
                state.isPaused = true
                return (false, nil as CheckedContinuation<Void, Never>?)
            }
            state.bytes.append(contentsOf: bytes)
            return (true, state.takeWaiter())
        }
        waiter?.resume()
        return isTaken
    }

    /// True while the reader is behind and the peer is made to wait.
    var isPaused: Bool { state.withLock { $0.isPaused } }

    func finish(_ end: Result<Void, ClientError>) {
        let waiter = state.withLock { state in
            if state.end == nil { state.end = end }
            return state.takeWaiter()
        }
        waiter?.resume()
    }
}

// MARK: The task's side

extension Transfer {
    func cancel() {
        let isOpen = state.withLock { $0.end == nil }
        if isOpen { loop.cancel(self) }
    }

    /// Waits for the answer's head.
    func head() async throws(ClientError) -> HTTPHead {
        while true {
            let (head, end) = state.withLock { ($0.head, $0.end) }
            if let head { return head }
            if let end {
                try end.get()
                throw ClientError(.badResponse, "the server closed the connection without an answer")
            }
            await change { $0.head != nil || $0.end != nil }
        }
    }

    /// Waits for bytes or the end; nil at the end.
    func nextBytes() async throws(ClientError) -> [UInt8]? {
        while true {
            let (bytes, wasPaused, end) = state.withLock { state in
                let taken = (state.bytes, state.isPaused, state.end)
                state.bytes = []
                state.isPaused = false
                return taken
            }
            if wasPaused { loop.resume(self) }
            if !bytes.isEmpty { return bytes }
            if let end {
                try end.get()
                return nil
            }
            await change { !$0.bytes.isEmpty || $0.end != nil }
        }
    }

    private func change(until isReady: @Sendable (borrowing State) -> Bool) async {
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let isReady = state.withLock { state in
                    if isReady(state) { return true }
                    state.waiter = continuation
                    return false
                }
                if isReady { continuation.resume() }
            }
        } onCancel: {
            loop.cancel(self)
        }
    }
}

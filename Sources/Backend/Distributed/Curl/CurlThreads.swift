import CCurl
import Dispatch
import Synchronization

/// A few threads, each with one libcurl handle and its connections. Callers wait in line without holding a thread.
final class CurlThreads: Sendable {
    typealias Work = @Sendable (CurlHandle) -> Void

    private struct State {
        var idle: [CurlHandle]
        var waiting: [Work] = []
    }

    private let state: Mutex<State>

    init(count: Int, label: String) {
        state = Mutex(State(idle: (0..<count).map { CurlHandle(label: "\(label).\($0)") }))
    }

    func run<Value: Sendable>(_ work: @escaping @Sendable (CurlHandle) -> Value) async -> Value {
        await withCheckedContinuation { continuation in
            submit { handle in continuation.resume(returning: work(handle)) }
        }
    }

    private func submit(_ work: @escaping Work) {
        let handle = state.withLock { state in
            if state.idle.isEmpty { state.waiting.append(work) }
            return state.idle.popLast()
        }
        if let handle { handle.thread.async { self.work(from: work, on: handle) } }
    }

    private func work(from first: @escaping Work, on handle: CurlHandle) {
        var next: Work? = first
        while let work = next {
            work(handle)
            next = state.withLock { state in
                if state.waiting.isEmpty { state.idle.append(handle) }
                return state.waiting.isEmpty ? nil : state.waiting.removeFirst()
            }
        }
    }
}

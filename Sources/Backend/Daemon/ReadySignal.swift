import FoundationEssentials
import Glibc

/// Tells the process that started the daemon, over an inherited pipe, how the start went: one JSON line, once.
struct ReadySignal: Sendable {
    private enum Message: Encodable {
        case ready(socket: String, pid: Int32)
        case error(String, status: Int32)

        private enum CodingKeys: String, CodingKey { case state, socket, pid, message, status }

        func encode(to encoder: any Encoder) throws {
            var fields = encoder.container(keyedBy: CodingKeys.self)
            switch self {
            case .ready(let socket, let pid):
                try fields.encode("ready", forKey: .state)
                try fields.encode(socket, forKey: .socket)
                try fields.encode(pid, forKey: .pid)
            case .error(let message, let status):
                try fields.encode("error", forKey: .state)
                try fields.encode(message, forKey: .message)
                try fields.encode(status, forKey: .status)
            }
        }
    }

    /// Nil when nobody waits.
    var descriptor: Int32?

    func ready(socket: String) { send(.ready(socket: socket, pid: getpid())) }

    func failed(_ failure: StartFailure) { send(.error(failure.message, status: failure.status.rawValue)) }

    private func send(_ message: Message) {
        guard let descriptor else { return }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        if let line = try? encoder.encode(message) {
            let bytes = Array(line) + [0x0A]
            // Whoever waited may be gone: SIGPIPE is ignored, and so is the error.
            _ = write(descriptor, bytes, bytes.count)
        }
        close(descriptor)
    }
}

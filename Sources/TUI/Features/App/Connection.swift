import SpoolAPI

/// How the front-end stands with its server.
public enum Connection: Hashable, Sendable {
    /// Looking for the daemon, starting it, or connecting; the text says which.
    case connecting(String)
    case ready(ServerInfo)
    /// Was there and is being looked for again; the text says what happened.
    case lost(String)
    /// Cannot be had; the text says why and what to do.
    case failed(String)

    /// The beginning of the way to where somebody works.
    static func connecting(to account: Account) -> Connection {
        .connecting(account.server.map { "connecting to \($0)" } ?? "looking for the daemon")
    }

    public var isReady: Bool { if case .ready = self { true } else { false } }
    public var isSingleUser: Bool { if case .ready(let info) = self { info.mode == .singleUser } else { true } }

    /// Why nothing can be asked of the server now; nil when it can.
    var obstacle: String? {
        switch self {
        case .ready: nil
        case .connecting(let what): "not connected yet: \(what)"
        case .lost(let why): "the server is away: \(why)"
        case .failed(let why): why
        }
    }
}

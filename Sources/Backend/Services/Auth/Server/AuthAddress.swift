import Hummingbird

/// Where the auth service listens.
public enum AuthAddress: Hashable, Sendable {
    /// Port 0 lets the system choose.
    case tcp(host: String, port: Int)
    case unix(path: String)

    /// Nobody on another machine reaches it.
    var isLocal: Bool {
        switch self {
        case .tcp(let host, _): ["127.0.0.1", "::1", "localhost"].contains(host)
        case .unix: true
        }
    }

    var binding: BindAddress {
        switch self {
        case .tcp(let host, let port): .hostname(host, port: port)
        case .unix(let path): .unixDomainSocket(path: path)
        }
    }
}

/// A service that can run alone, as a process of its own.
enum Role: String, CaseIterable, Sendable {
    case gateway
    case auth
    case converter
    case notifier

    /// Where it listens when nobody says.
    var port: Int {
        switch self {
        case .gateway: 8080
        case .auth: 8081
        case .converter: 8082
        case .notifier: 8083
        }
    }
}

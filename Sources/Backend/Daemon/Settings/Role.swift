/// A service that can run alone, as a process of its own.
enum Role: String, CaseIterable, Sendable {
    case converter
    case notifier

    /// Where it listens when nobody says.
    var port: Int {
        switch self {
        case .converter: 8082
        case .notifier: 8083
        }
    }
}

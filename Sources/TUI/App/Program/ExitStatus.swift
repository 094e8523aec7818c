import ClientCore
import SpoolAPI

/// The exit statuses of `spool`; scripts rely on them.
enum ExitStatus: Hashable, Sendable {
    case success
    /// At least one job, file or check failed.
    case failed
    case usage
    case unreachable
    /// Not logged in, or refused.
    case refused
    case nothingToDo
    case interrupted
    /// What the curses front-end ended with.
    case other(Int32)

    var code: Int32 {
        switch self {
        case .success: 0
        case .failed: 1
        case .usage: 2
        case .unreachable: 3
        case .refused: 4
        case .nothingToDo: 5
        case .interrupted: 130
        case .other(let code): code
        }
    }

    init(_ error: ClientError) {
        self =
            switch error.code {
            case .unreachable, .timedOut, .interrupted, .tls, .badResponse, .daemon: .unreachable
            case .configuration, .unknownJob: .usage
            case .file, .corrupt: .failed
            case .cancelled: .interrupted
            case .loginNeeded: .refused
            case .refused:
                switch error.problem?.code {
                case .unauthorized, .forbidden: .refused
                case .unavailable: .unreachable
                default: .failed
                }
            }
    }
}

import BackendCore
import HTTPTypes
import Hummingbird
import Logging
import SpoolAPI

/// What a client is told about an error, and when it may try again.
struct Refusal {
    var problem: Problem
    /// Seconds.
    var retryAfter: Int?

    /// What is nobody's fault but the server's is logged; the client gets no detail of it.
    init(_ error: any Error, of request: Request, logger: Logger) {
        switch error {
        case let problem as Problem: self.problem = problem
        case let error as BackendError:
            if error.problem.code == .internalError { logger.error("\(request.method) \(request.uri.path): \(error)") }
            problem = error.problem
            retryAfter = error.retryAfter
        case is CancellationError: problem = Problem(.unavailable, "The server is stopping.")
        default:
            logger.error("\(request.method) \(request.uri.path): \(error)")
            problem = Problem(.internalError, "Something went wrong in the server; its log says what.")
        }
        if problem.code == .unavailable { retryAfter = retryAfter ?? 2 }
    }
}

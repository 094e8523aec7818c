import BackendCore
import Logging
import SpoolAPI

/// One line for each thing that happens to an account or a login. Never a secret, and no address that a stranger
/// typed: it may be a password in the wrong field.
struct AuditLog: Sendable {
    enum Event: String { case login, refresh, logout, signUp = "sign_up", change, delete, administration }
    enum Result: String { case ok, refused, throttled, reused }

    let logger: Logger

    func note(_ event: Event, _ result: Result, user: UserID? = nil, from address: String? = nil) {
        var metadata: Logger.Metadata = ["event": "\(event.rawValue)", "result": "\(result.rawValue)"]
        if let user { metadata["user"] = "\(user)" }
        if let address, !address.isEmpty { metadata["address"] = "\(address)" }
        logger.log(level: result == .ok ? .info : .notice, "\(event.rawValue) \(result.rawValue)", metadata: metadata)
    }
}

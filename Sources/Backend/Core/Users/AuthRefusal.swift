/// How the auth service tells a gateway of a `BackendError`.
public struct AuthRefusal: Codable, Sendable {
    public var code: String
    public var message: String
    /// Seconds.
    public var retryAfter: Int?

    public init(_ error: BackendError) {
        code = error.code.rawValue
        message = error.message
        retryAfter = error.retryAfter
    }

    public var error: BackendError {
        BackendError(BackendError.Code(rawValue: code) ?? .internalError, message, retryAfter: retryAfter)
    }
}

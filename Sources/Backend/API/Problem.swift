/// RFC 9457 `application/problem+json` with a stable `code`.
public struct Problem: Error, Codable, Hashable, Sendable {
    public enum Code: String, Codable, CaseIterable, Sendable {
        case badRequest = "bad_request"
        case unauthorized
        case forbidden
        case notFound = "not_found"
        case methodNotAllowed = "method_not_allowed"
        /// The job's state does not allow it.
        case conflict
        case gone
        case tooLarge = "too_large"
        case rangeNotSatisfiable = "range_not_satisfiable"
        case unprocessable
        case tooManyRequests = "too_many_requests"
        case internalError = "internal"
        case unavailable
        case diskFull = "disk_full"
        /// The account's quota is used up.
        case overQuota = "over_quota"
    }

    public var type: String
    public var title: String
    public var status: Int
    /// One sentence: what was wrong and what to do.
    public var detail: String
    public var code: Code

    public init(_ code: Code, _ detail: String) {
        self.type = "about:blank"
        self.title = code.title
        self.status = code.status
        self.detail = detail
        self.code = code
    }
}

extension Problem.Code {
    public var status: Int {
        switch self {
        case .badRequest: 400
        case .unauthorized: 401
        case .forbidden: 403
        case .notFound: 404
        case .methodNotAllowed: 405
        case .conflict: 409
        case .gone: 410
        case .tooLarge: 413
        case .rangeNotSatisfiable: 416
        case .unprocessable: 422
        case .tooManyRequests: 429
        case .internalError: 500
        case .unavailable: 503
        case .diskFull, .overQuota: 507
        }
    }

    public var title: String {
        switch self {
        case .badRequest: "Bad request"
        case .unauthorized: "Not logged in"
        case .forbidden: "Not allowed"
        case .notFound: "Not found"
        case .methodNotAllowed: "Method not allowed"
        case .conflict: "Not possible in this state"
        case .gone: "No longer there"
        case .tooLarge: "Too large"
        case .rangeNotSatisfiable: "Range not satisfiable"
        case .unprocessable: "Not understood"
        case .tooManyRequests: "Too many requests"
        case .internalError: "Internal error"
        case .unavailable: "Not available now"
        case .diskFull: "Disk full"
        case .overQuota: "Quota used up"
        }
    }
}

import FoundationEssentials

struct AWSCredentials: Hashable, Sendable {
    var accessKey: String
    var secretKey: String
    var sessionToken: String?
    /// nil for keys that last.
    var expiration: Date?
}

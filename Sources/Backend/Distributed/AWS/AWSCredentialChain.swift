import BackendCore
import FoundationEssentials

/// Where a program on AWS finds its keys, in the order of AWS's own tools: environment, web identity (EKS service
/// accounts), profile file, container metadata (ECS, EKS Pod Identity), instance metadata (IMDSv2). Kept, and fetched
/// anew before they expire.
actor AWSCredentialChain {
    private let sources: [any AWSCredentialSource]
    private let now: @Sendable () -> Date
    private var kept: AWSCredentials?

    /// Keys are renewed this long before their end, so that none ends on the way.
    private static let margin: TimeInterval = 5 * 60

    init(_ sources: [any AWSCredentialSource], now: @escaping @Sendable () -> Date = { Date() }) {
        self.sources = sources
        self.now = now
    }

    /// The chain that `environment` describes.
    init(environment: [String: String], region: String, client: HTTPClient) {
        self.init([
            EnvironmentCredentials(environment: environment),
            WebIdentityCredentials(environment: environment, region: region, client: client),
            ProfileCredentials(environment: environment),
            ContainerCredentials(environment: environment, client: client),
            InstanceCredentials(environment: environment, client: client),
        ])
    }

    /// - Throws: `unavailable` when no source has any.
    func credentials() async throws(BackendError) -> AWSCredentials {
        if let kept, !needsRenewal(kept) { return kept }
        do {
            let found = try await find()
            kept = found
            return found
        } catch {
            // Better old keys that still hold than none.
            if let kept, let end = kept.expiration, end > now() { return kept }
            throw error
        }
    }

    private func find() async throws(BackendError) -> AWSCredentials {
        for source in sources {
            let found = try await source.find()
            if let found { return found }
        }
        throw BackendError(
            .unavailable,
            "No AWS keys were found: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or give the process a role.")
    }

    private func needsRenewal(_ credentials: AWSCredentials) -> Bool {
        guard let end = credentials.expiration else { return false }
        return end.timeIntervalSince(now()) < Self.margin
    }
}

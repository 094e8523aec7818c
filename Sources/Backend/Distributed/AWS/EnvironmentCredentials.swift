import BackendCore

/// `AWS_ACCESS_KEY_ID`, `AWS_SECRET_ACCESS_KEY` and `AWS_SESSION_TOKEN`.
struct EnvironmentCredentials: AWSCredentialSource {
    var environment: [String: String]

    func find() -> AWSCredentials? {
        guard let access = environment["AWS_ACCESS_KEY_ID"], let secret = environment["AWS_SECRET_ACCESS_KEY"] else {
            return nil
        }
        return AWSCredentials(
            accessKey: access, secretKey: secret, sessionToken: environment["AWS_SESSION_TOKEN"])
    }
}

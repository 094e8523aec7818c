import BackendCore

/// The endpoint that ECS and EKS Pod Identity name in the environment.
struct ContainerCredentials: AWSCredentialSource {
    var environment: [String: String]
    var client: HTTPClient

    func find() async throws(BackendError) -> AWSCredentials? {
        let relative = environment["AWS_CONTAINER_CREDENTIALS_RELATIVE_URI"].map { "http://169.254.170.2" + $0 }
        guard let url = relative ?? environment["AWS_CONTAINER_CREDENTIALS_FULL_URI"] else { return nil }
        var token = environment["AWS_CONTAINER_AUTHORIZATION_TOKEN"]
        if let file = environment["AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE"] { token = try SecretFile.text(file) }
        let headers = token.map { [(name: "Authorization", value: $0)] } ?? []
        let response = try await client.send(HTTPRequest("GET", url, headers: headers, timeout: .seconds(5)))
        return try MetadataAnswer.credentials(response)
    }
}

import BackendCore

/// The role of an EC2 instance by IMDSv2. `AWS_EC2_METADATA_SERVICE_ENDPOINT` names another server,
/// `AWS_EC2_METADATA_DISABLED=true` leaves it out.
struct InstanceCredentials: AWSCredentialSource {
    var environment: [String: String]
    var client: HTTPClient

    func find() async throws(BackendError) -> AWSCredentials? {
        guard environment["AWS_EC2_METADATA_DISABLED"]?.lowercased() != "true" else { return nil }
        let base = (environment["AWS_EC2_METADATA_SERVICE_ENDPOINT"] ?? "http://169.254.169.254") + "/latest/"
        let token: HTTPResponse
        do {
            token = try await client.send(
                HTTPRequest(
                    "PUT", base + "api/token", headers: [("X-aws-ec2-metadata-token-ttl-seconds", "300")],
                    timeout: .seconds(1)))
        } catch {
            // Nobody there: this is no instance.
            return nil
        }
        guard token.status == 200 else { return nil }
        let headers = [(name: "X-aws-ec2-metadata-token", value: token.text)]
        let roles = base + "meta-data/iam/security-credentials/"
        let role = try await client.send(HTTPRequest("GET", roles, headers: headers, timeout: .seconds(5)))
        guard role.status == 200, let name = role.text.split(whereSeparator: \.isNewline).first else { return nil }
        let answer = try await client.send(HTTPRequest("GET", roles + name, headers: headers, timeout: .seconds(5)))
        return try MetadataAnswer.credentials(answer)
    }
}

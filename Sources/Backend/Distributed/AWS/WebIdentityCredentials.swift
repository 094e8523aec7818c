import BackendCore
import FoundationEssentials

/// A role for the token that EKS puts into a file: STS AssumeRoleWithWebIdentity. `AWS_ENDPOINT_URL_STS` names
/// another STS.
struct WebIdentityCredentials: AWSCredentialSource {
    var environment: [String: String]
    var region: String
    var client: HTTPClient

    func find() async throws(BackendError) -> AWSCredentials? {
        guard let role = environment["AWS_ROLE_ARN"], let file = environment["AWS_WEB_IDENTITY_TOKEN_FILE"] else {
            return nil
        }
        let token = try SecretFile.text(file)
        let fields = [
            ("Action", "AssumeRoleWithWebIdentity"), ("Version", "2011-06-15"), ("RoleArn", role),
            ("RoleSessionName", environment["AWS_ROLE_SESSION_NAME"] ?? "spool"), ("WebIdentityToken", token),
        ]
        let form = fields.map { "\($0)=\(PercentEncoding.encode($1))" }.joined(separator: "&")
        let response = try await client.send(
            HTTPRequest(
                "POST", environment["AWS_ENDPOINT_URL_STS"] ?? "https://sts.\(region).amazonaws.com/",
                headers: [("Content-Type", "application/x-www-form-urlencoded")], body: Array(form.utf8)))
        let answer = response.text
        guard response.status == 200, let access = Self.element("AccessKeyId", in: answer),
            let secret = Self.element("SecretAccessKey", in: answer)
        else {
            throw BackendError(.unavailable, "AWS STS gave no keys for the role (HTTP \(response.status)).")
        }
        return AWSCredentials(
            accessKey: access, secretKey: secret, sessionToken: Self.element("SessionToken", in: answer),
            expiration: Self.element("Expiration", in: answer).flatMap { AWSDate.parse($0) })
    }

    /// Keys and tokens are base 64, so no entity needs decoding.
    private static func element(_ name: String, in xml: String) -> String? {
        guard let start = xml.firstRange(of: "<\(name)>"), let end = xml.firstRange(of: "</\(name)>") else {
            return nil
        }
        return start.upperBound <= end.lowerBound ? xml[start.upperBound..<end.lowerBound].trimmed : nil
    }
}

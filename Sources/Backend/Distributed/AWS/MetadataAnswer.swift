import BackendCore
import FoundationEssentials

/// What container and instance metadata answer.
struct MetadataAnswer: Decodable {
    var accessKeyID: String
    var secretAccessKey: String
    var token: String?
    var expiration: String?

    enum CodingKeys: String, CodingKey {
        case accessKeyID = "AccessKeyId"
        case secretAccessKey = "SecretAccessKey"
        case token = "Token"
        case expiration = "Expiration"
    }

    static func credentials(_ response: HTTPResponse) throws(BackendError) -> AWSCredentials {
        guard response.status == 200, let answer = try? JSONDecoder().decode(Self.self, from: Data(response.body))
        else {
            throw BackendError(.unavailable, "The metadata service gave no AWS keys (HTTP \(response.status)).")
        }
        return AWSCredentials(
            accessKey: answer.accessKeyID, secretKey: answer.secretAccessKey, sessionToken: answer.token,
            expiration: answer.expiration.flatMap { AWSDate.parse($0) })
    }
}

import BackendCore
import FoundationEssentials

/// Keys of `AWS_PROFILE` (else `default`) in `AWS_SHARED_CREDENTIALS_FILE` (else `~/.aws/credentials`).
struct ProfileCredentials: AWSCredentialSource {
    var environment: [String: String]

    func find() -> AWSCredentials? {
        let path =
            environment["AWS_SHARED_CREDENTIALS_FILE"] ?? environment["HOME"].map { $0 + "/.aws/credentials" }
        guard let path, let data = try? Data(contentsOf: URL(filePath: path)) else { return nil }
        let values = Self.section(environment["AWS_PROFILE"] ?? "default", of: String(decoding: data, as: UTF8.self))
        guard let access = values["aws_access_key_id"], let secret = values["aws_secret_access_key"] else { return nil }
        return AWSCredentials(accessKey: access, secretKey: secret, sessionToken: values["aws_session_token"])
    }

    static func section(_ name: String, of text: String) -> [String: String] {
        var values: [String: String] = [:]
        var isInside = false
        for line in text.split(whereSeparator: \.isNewline).map(\.trimmed) where !line.hasPrefix("#") {
            if line.hasPrefix("[") {
                isInside = line.dropFirst().dropLast().trimmed == name
            } else if isInside, let equals = line.firstIndex(of: "=") {
                values[line[..<equals].trimmed] = line[line.index(after: equals)...].trimmed
            }
        }
        return values
    }
}

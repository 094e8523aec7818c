import BackendCore
import Foundation
import Synchronization
import Testing

@testable import BackendDistributed

@Suite struct AWSCredentialTests {
    private let client = HTTPClient(connections: 2)
    private static let metadata =
        #"{"AccessKeyId":"A","SecretAccessKey":"S","Token":"T","Expiration":"2100-01-01T00:00:00Z"}"#

    private func chain(_ environment: [String: String]) -> AWSCredentialChain {
        let nowhere = ["AWS_EC2_METADATA_DISABLED": "true", "HOME": "/nonexistent"]
        return AWSCredentialChain(
            environment: nowhere.merging(environment) { $1 }, region: "us-east-1", client: client)
    }

    @Test func environmentComesFirst() async throws {
        let found = try await chain([
            "AWS_ACCESS_KEY_ID": "a", "AWS_SECRET_ACCESS_KEY": "s", "AWS_SESSION_TOKEN": "t",
            "AWS_ROLE_ARN": "r", "AWS_WEB_IDENTITY_TOKEN_FILE": "/nonexistent",
        ]).credentials()
        #expect(found == AWSCredentials(accessKey: "a", secretKey: "s", sessionToken: "t"))
    }

    @Test func profileIsChosenByName() async throws {
        let path = try temporary("[default]\naws_access_key_id=d\n# x\n[ work ]\naws_access_key_id = a = b\n")
        let text = try String(contentsOfFile: path, encoding: .utf8)
        #expect(ProfileCredentials.section("work", of: text) == ["aws_access_key_id": "a = b"])
        let keys = try temporary("[w]\r\naws_access_key_id=a\r\naws_secret_access_key=s\r\n")
        let found = try await chain(["AWS_SHARED_CREDENTIALS_FILE": keys, "AWS_PROFILE": "w"]).credentials()
        #expect(found == AWSCredentials(accessKey: "a", secretKey: "s"))
    }

    @Test func webIdentityTradesTheTokenForARole() async throws {
        let token = try temporary("to+ken\n")
        let found = try await chain([
            "AWS_ROLE_ARN": "arn:aws:iam::123456789012:role/spool", "AWS_WEB_IDENTITY_TOKEN_FILE": token,
            "AWS_ENDPOINT_URL_STS": try TestServers.value("SPOOL_TEST_SQS_ENDPOINT"),
        ]).credentials()
        #expect(found.sessionToken != nil && found.expiration.map { $0 > Date() } == true)
    }

    @Test func containerIsAskedWithItsToken() async throws {
        let server = try MetadataServer { request in
            request.text.contains("Authorization: secret\r\n") ? (200, Self.metadata) : (401, "")
        }
        defer { server.stop() }
        let environment = ["AWS_CONTAINER_CREDENTIALS_FULL_URI": server.url + "/keys"]
        let file = ["AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE": try temporary("secret\n")]
        #expect(try await chain(environment.merging(file) { $1 }).credentials().accessKey == "A")
        await #expect(throws: BackendError.self) { try await chain(environment).credentials() }
    }

    @Test func instanceIsAskedWithAToken() async throws {
        let server = try MetadataServer { request in
            let roles = "GET /latest/meta-data/iam/security-credentials/"
            switch request.line {
            case "PUT /latest/api/token": return (200, "tok")
            case _ where !request.text.contains("X-aws-ec2-metadata-token: tok\r\n"): return (401, "")
            case roles: return (200, "spool-role\n")
            case roles + "spool-role": return (200, Self.metadata)
            default: return (404, "")
            }
        }
        defer { server.stop() }
        let chain = chain([
            "AWS_EC2_METADATA_DISABLED": "false", "AWS_EC2_METADATA_SERVICE_ENDPOINT": server.url,
        ])
        // Where there is no such server people must not wait for it, so it has one second.
        var found: AWSCredentials?
        for _ in 0..<20 where found == nil { found = try? await chain.credentials() }
        #expect(found?.sessionToken == "T" && found?.secretKey == "S")
    }

    @Test func noKeysAnywhereIsSaid() async {
        await #expect { try await chain([:]).credentials() } throws: { "\($0)".contains("AWS_ACCESS_KEY_ID") }
    }

    @Test func keysAreKeptAndRenewedBeforeTheirEnd() async throws {
        let source = HourlyKeys()
        let chain = AWSCredentialChain([source], now: { source.now })
        #expect(try await chain.credentials().accessKey == "1")
        source.advance(by: 54 * 60)
        #expect(try await chain.credentials().accessKey == "1")
        source.advance(by: 2 * 60)
        #expect(try await chain.credentials().accessKey == "2")
        source.fail()
        source.advance(by: 57 * 60)
        #expect(try await chain.credentials().accessKey == "2")
        source.advance(by: 10 * 60)
        await #expect(throws: BackendError.self) { try await chain.credentials() }
    }

    private func temporary(_ text: String) throws -> String {
        let path = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString).path
        try text.write(toFile: path, atomically: true, encoding: .utf8)
        return path
    }
}

/// Numbered keys for an hour each, on a clock of its own.
private final class HourlyKeys: AWSCredentialSource {
    private struct State {
        var now = Date(timeIntervalSince1970: 0)
        var count = 0
        var fails = false
    }

    private let state = Mutex(State())

    var now: Date { state.withLock { $0.now } }
    func advance(by seconds: Double) { state.withLock { $0.now += seconds } }
    func fail() { state.withLock { $0.fails = true } }

    func find() throws(BackendError) -> AWSCredentials? {
        let keys: AWSCredentials? = state.withLock { state in
            guard !state.fails else { return nil }
            state.count += 1
            return AWSCredentials(
                accessKey: "\(state.count)", secretKey: "s", expiration: state.now.addingTimeInterval(3600))
        }
        guard let keys else { throw BackendError(.unavailable, "no keys") }
        return keys
    }
}

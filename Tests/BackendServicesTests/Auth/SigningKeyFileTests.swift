import BackendCore
import FoundationEssentials
import Glibc
import MediaTypes
import Testing

@testable import BackendServices

@Suite struct SigningKeyFileTests {
    private let folder = TemporaryFolder()
    private var path: RawName { folder("jwt.key") }

    private func mode() -> mode_t {
        var status = stat()
        _ = path.withCString { stat($0, &status) }
        return status.st_mode & 0o777
    }

    @Test func theFileIsMadeOnceAndForItsOwner() async throws {
        let made = try SigningKeyFile.load(path)
        #expect(mode() == 0o600)
        #expect(try SigningKeyFile.load(path) == made)
        #expect(try folder.names() == ["jwt.key"])
        #expect(try await SigningKeys(pem: made).identifiers.count == 1)
    }

    @Test(arguments: [0o604, 0o640, 0o644, 0o666, 0o602] as [mode_t])
    func aFileThatOthersReachIsRefused(_ mode: mode_t) async throws {
        _ = try SigningKeyFile.load(path)
        _ = path.withCString { chmod($0, mode) }
        #expect(await refusal { _ = try SigningKeyFile.load(path) }?.code == .invalid)
    }

    @Test(arguments: ["", "x", "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n"])
    func whatHoldsNoKeyIsRefused(_ text: String) async throws {
        #expect(await refusal { _ = try await SigningKeys(pem: text) }?.code == .invalid)
    }
}

import MediaTypes
import SpoolAPI
import Testing

@testable import ClientCore

@Suite struct ServerEndpointTests {
    private func endpoint(_ text: RawName) throws -> ServerEndpoint { try ServerEndpoint(text, relativeTo: "/work") }

    @Test func theThreeKinds() throws {
        #expect(try endpoint("unix:/run/s.sock") == .unix("/run/s.sock"))
        #expect(try endpoint("unix:s.sock") == .unix("/work/s.sock"))
        #expect(try endpoint("http://localhost:8080/") == .url("http://localhost:8080"))
        #expect(try endpoint("https://spool.example/api/") == .url("https://spool.example/api"))
    }

    @Test(arguments: [
        "", "unix:", "ftp://x", "http://", "https:///path", "localhost", "http://a b", "http://user:secret@host",
    ])
    func nonsenseIsRefused(text: String) {
        #expect(throws: ClientError.self) { try endpoint(RawName(text)) }
    }

    @Test func aPathTooLongForASocketSaysSo() {
        #expect(throws: ClientError.self) { try endpoint(RawName("unix:/" + String(repeating: "x", count: 108))) }
    }

    @Test func theOptionComesBeforeTheEnvironmentAndTheSettings() throws {
        let paths = try SpoolPaths(environment: ["SPOOL_HOME": "/h"], workingDirectory: "/")
        var settings = Settings()
        settings.server = "http://settings"
        func choice(_ option: RawName?, _ environment: [RawName: RawName]) throws -> ServerChoice {
            try ServerChoice(
                option: option, environment: environment, settings: settings, paths: paths, workingDirectory: "/")
        }
        #expect(
            try choice("http://option", ["SPOOL_SERVER": "http://environment"])
                == .given(ServerProfile(.url("http://option"))))
        #expect(
            try choice(nil, ["SPOOL_SERVER": "http://environment"]) == .given(ServerProfile(.url("http://environment")))
        )
        #expect(try choice(nil, ["SPOOL_SERVER": ""]) == .given(ServerProfile(.url("http://settings"))))
        settings.server = nil
        #expect(try choice(nil, [:]) == .embedded(paths))
        #expect(try choice(nil, [:]).endpoint() == .unix("/h/spoold.sock"))
    }
}

@Suite struct JobPrefixTests {
    private let ids: [JobID] = ["abcd1111", "abcd2222", "ffff0000"]

    @Test func uniquePrefixesAreEnough() throws {
        #expect(try JobPrefix.resolve("f", among: ids) == "ffff0000")
        #expect(try JobPrefix.resolve("ABCD2", among: ids) == "abcd2222")
        #expect(try JobPrefix.resolve("abcd1111", among: ids + ["abcd11112"]) == "abcd1111")
    }

    @Test(arguments: ["abcd", "x", ""])
    func othersAreRefused(text: String) {
        #expect(throws: ClientError.self) { try JobPrefix.resolve(text, among: ids) }
    }

    @Test func theShownLengthTellsThemApart() {
        #expect(JobPrefix.length(for: ids) == 5)
        #expect(JobPrefix.length(for: ["a000", "b000"]) == 4)
        #expect(JobPrefix.length(for: []) == 4)
    }
}

@Suite struct JobQueryTests {
    @Test func fieldsArePercentEncoded() {
        let query = JobQuery(state: .done, batch: "b", text: "a&b=ü/", limit: 5)
        #expect(query.parameters(after: "c 1") == "?after=c%201&state=done&batch=b&q=a%26b%3D%C3%BC%2F&limit=5")
        #expect(JobQuery().parameters(after: nil) == "?limit=1000")
    }
}

import Foundation
import Logging
import MediaTypes
import Testing

@testable import spoold

@Suite struct IdleTimerTests {
    @Test func onlyAnUnbrokenIdlenessCounts() {
        var timer = IdleTimer(patience: .seconds(10))
        let start = ContinuousClock.now
        let looks = [(true, 0), (true, 9), (false, 10), (true, 11), (true, 20), (true, 21)]
        let verdicts = looks.map { isIdle, second in timer.look(isIdle: isIdle, at: start + .seconds(second)) }
        #expect(verdicts == [false, false, false, false, false, true])
    }
}

@Suite struct LogFileTests {
    @Test func neverGrowsBeyondItsLimit() throws {
        let folder = TemporaryFolder()
        let log = try LogFile(folder("log"), limit: 100, generations: 2)
        for number in 0..<50 { log.append("line \(number)") }
        #expect(try folder.names() == ["log", "log.1", "log.2"])
        for name in try folder.names() { #expect(try folder.bytes(RawName(name)).count <= 100) }
        #expect(String(decoding: try folder.bytes("log"), as: UTF8.self).hasSuffix("line 49\n"))
    }

    @Test func foreignTextStaysOnItsLine() throws {
        let folder = TemporaryFolder()
        let file = try LogFile(folder("log"))
        let logger = Logger(label: "l", factory: { LineLogHandler(label: $0, format: .text, level: .info, sink: file) })
        logger.info("a\nb\u{1B}[31m\u{9B}c")
        logger.debug("not this")
        let text = String(decoding: try folder.bytes("log"), as: UTF8.self)
        #expect(text.hasSuffix(" info l: a\u{FFFD}b\u{FFFD}[31m\u{FFFD}c\n") && text.filter { $0 == "\n" }.count == 1)
    }
}

@Suite struct LogFormatTests {
    @Test func oneObjectALine() throws {
        struct Line: Decodable {
            var level, service, message: String
            var details: [String: String]
        }
        let folder = TemporaryFolder()
        let file = try LogFile(folder("log"))
        let logger = Logger(
            label: "l", factory: { LineLogHandler(label: $0, format: .json, level: .info, sink: file) })
        logger.info("a\n\u{9B}\"b", metadata: ["job": "j1"])
        let bytes = try folder.bytes("log")
        #expect(bytes.filter { $0 == 0x0A }.count == 1)
        let line = try JSONDecoder().decode(Line.self, from: Data(bytes))
        #expect(line.level == "info" && line.service == "l" && line.details == ["job": "j1"])
        #expect(line.message == "a\n\u{FFFD}\"b")
    }
}

@Suite struct SettingsTests {
    private let home: HomeDirectories

    init() throws { home = try HomeDirectories(home: "/h", environment: [:], workingDirectory: "/w") }

    private func values(
        _ environment: [String: String] = [:], options: [String: String?] = [:], file: String? = nil
    ) throws -> SettingValues {
        try SettingValues(options: options, environment: environment, file: file)
    }

    @Test func optionsThenEnvironmentThenFileThenDefaults() throws {
        func settings(_ values: SettingValues) throws -> Settings {
            try Settings(home: home, values, environment: [:])
        }
        let folder = TemporaryFolder()
        let file = try folder.file("c.toml", "idle_exit = 5\nworkers = 3\nlog_level = \"debug\"\n".utf8).text
        #expect(try settings(values()).idleExit == .seconds(600))
        #expect(try settings(values(["SPOOL_IDLE_EXIT": "0"])).idleExit == nil)
        #expect(try settings(values(["SPOOL_WORKERS": "7"], options: ["SPOOL_WORKERS": "9"])).workers == 9)
        let all = try settings(values(["SPOOL_WORKERS": "7"], options: ["SPOOL_LOG_LEVEL": nil], file: file))
        #expect(all.workers == 7 && all.idleExit == .seconds(5) && all.logLevel == .debug)
    }

    @Test func mistakesAreSaid() throws {
        let folder = TemporaryFolder()
        func message(_ make: () throws -> Void) -> String {
            do {
                try make()
                return ""
            } catch { return "\(error)" }
        }
        let file = try folder.file("c.toml", "workers = 2\n\nlisten = [1]\n".utf8).text
        #expect(message { _ = try values(file: file) }.contains("line 3"))
        #expect(message { _ = try values(file: "/nowhere") }.contains("/nowhere"))
        #expect(
            message { _ = try ServedSettings(home: home, values(["SPOOL_LISTEN": "x"]), port: 1) }
                == "SPOOL_LISTEN is ‘x’ and must be an address as 127.0.0.1:8080")
        #expect(message { _ = try values(["S_FILE": "/nowhere"]).secret("S") }.contains("cannot be read"))
    }

    @Test func secretsMayLieInFiles() throws {
        let folder = TemporaryFolder()
        let file = try folder.file("s", "mysql://u:p@h/d\n".utf8).text
        let settings = try ServedSettings(home: home, values(["SPOOL_MYSQL_URL_FILE": file]), port: 8080)
        #expect(settings.mySQL == "mysql://u:p@h/d" && settings.mongoDB == nil && settings.queues == nil)
        #expect(settings.listen == .init(host: "127.0.0.1", port: 8080))
        #expect(settings.publicURL == "http://127.0.0.1:8080")
        let sqs = ["SPOOL_QUEUE": "sqs", "AWS_REGION": "eu-central-1"]
        let queues = try ServedSettings(home: home, values(sqs), port: 1).queues
        #expect(queues == .init(endpoint: nil, region: "eu-central-1", videos: "VideoMP3Queue", mp3s: "MP3Queue"))
    }

    @Test(arguments: ["0.0.0.0:80", "example.org:80", "[::]:80"])
    func withoutALoginOnlyLoopback(address: String) throws {
        #expect(throws: StartFailure.self) {
            try Settings(home: home, values(["SPOOL_LOOPBACK": address]), environment: [:])
        }
        #expect(try Settings(home: home, values(["SPOOL_LOOPBACK": "[::1]:2"]), environment: [:]).loopback?.port == 2)
    }

    @Test(arguments: ["127.0.0.1", "127.0.0.1:x", "127.0.0.1:70000", ":80", ""])
    func noAddress(text: String) { #expect(ListenAddress(text) == nil) }

    @Test func addresses() {
        #expect(ListenAddress("[::1]:2") == .init(host: "::1", port: 2))
        #expect(ListenAddress("[::1]:2")?.authority == "[::1]:2")
        #expect(ListenAddress("example.org:80")?.host == "example.org")
    }

    @Test func directories() throws {
        let xdg = try HomeDirectories(
            home: nil, environment: ["HOME": "/u", "XDG_STATE_HOME": "relative"], workingDirectory: "/w")
        #expect(xdg.data == "/u/.local/share/spool" && xdg.socket == "/u/.local/state/spool/spoold.sock")
        let home = try HomeDirectories(home: nil, environment: ["SPOOL_HOME": "here"], workingDirectory: "/w")
        #expect(home.data == "/w/here" && home.state == "/w/here")
        #expect(throws: StartFailure.self) { try HomeDirectories(home: nil, environment: [:], workingDirectory: "/w") }
    }
}

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
        let logger = Logger(label: "l", factory: { FileLogHandler(label: $0, file: file, level: .info) })
        logger.info("a\nb\u{1B}[31m\u{9B}c")
        logger.debug("not this")
        let text = String(decoding: try folder.bytes("log"), as: UTF8.self)
        #expect(text.hasSuffix(" info l: a\u{FFFD}b\u{FFFD}[31m\u{FFFD}c\n") && text.filter { $0 == "\n" }.count == 1)
    }
}

@Suite struct SettingsTests {
    private func settings(_ environment: [String: String] = [:], listen: String? = nil) throws -> Settings {
        let home = try HomeDirectories(home: "/h", environment: environment, workingDirectory: "/w")
        return try Settings(
            home: home, listen: listen, workers: nil, idleExit: nil, logLevel: nil, environment: environment)
    }

    @Test func optionsThenEnvironmentThenDefaults() throws {
        #expect(try settings().idleExit == .seconds(600))
        #expect(try settings(["SPOOL_IDLE_EXIT": "0"]).idleExit == nil)
        #expect(try settings(["SPOOL_WORKERS": "7"]).workers == 7)
        #expect(try settings(["SPOOL_LISTEN": "127.0.0.1:1"], listen: "[::1]:2").listen == .init(host: "::1", port: 2))
    }

    @Test(arguments: ["0.0.0.0:80", "example.org:80", "127.0.0.1", "127.0.0.1:x", "127.0.0.1:70000"])
    func onlyLoopback(address: String) {
        #expect(throws: StartFailure.self) { try settings(listen: address) }
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

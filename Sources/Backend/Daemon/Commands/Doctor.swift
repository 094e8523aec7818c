import ArgumentParser
import FoundationEssentials
import Glibc

/// `spoold doctor`: whether everything is there that the daemon needs, and how to mend it.
struct Doctor: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Check what the services need and say how to mend it.")

    @OptionGroup var home: HomeOption

    @Option(help: "Read settings from this TOML file. (default: $SPOOL_CONFIG, else none)")
    var config: String?

    @Flag(help: "Print one JSON object.")
    var json = false

    func run() throws {
        let home = try home.directories()
        let values = try SettingValues(
            options: [:], environment: ProcessInfo.processInfo.environment, file: config)
        let settings = try ServedSettings(home: home, values, port: 0)
        let json = json
        Task.detached {
            let findings = await Examination(home: home, settings: settings).findings()
            let status: ExitStatus = findings.contains { $0.verdict == .failed } ? .failure : .success
            do {
                status.print(try json ? Self.encoded(findings) : Self.written(findings), to: STDOUT_FILENO)
                status.exit()
            } catch {
                ExitStatus.failure.exit(saying: "spoold: \(error)")
            }
        }
        while true { pause() }
    }

    private static func written(_ findings: [Finding]) -> String {
        findings.map { finding in
            "\(finding.verdict.mark) \(finding.check): \(finding.detail)" + (finding.advice.map { "\n    \($0)" } ?? "")
        }.joined(separator: "\n")
    }

    private static func encoded(_ findings: [Finding]) throws -> String {
        struct Report: Encodable {
            var ok: Bool
            var checks: [Finding]
        }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let report = Report(ok: !findings.contains { $0.verdict == .failed }, checks: findings)
        return String(decoding: try encoder.encode(report), as: UTF8.self)
    }
}

import BackendCore
import BackendServices
import Glibc
import MediaProtocol
import MediaTypes

/// The checks of `spoold doctor`.
struct Examination: Sendable {
    let home: HomeDirectories
    /// Of the served system: what they name is asked, too.
    let settings: ServedSettings

    func findings() async -> [Finding] {
        var findings = [checkHome()]
        if findings[0].verdict == .ok {
            findings += [checkDaemon(), checkLedger(), checkSpace()]
            if findings.allSatisfy({ $0.verdict != .failed }) { findings += await checkServers() }
        }
        return await findings + checkWorker()
    }

    /// Whatever lies elsewhere than in the home.
    private func checkServers() async -> [Finding] {
        do {
            let adapters = try Adapters(settings)
            var findings: [Finding] = []
            let dependencies =
                adapters.dependencies(of: Set(Role.allCases)) + [settings.namedAuthority].compactMap(\.self)
            for dependency in dependencies {
                findings.append(await Self.ask(dependency))
            }
            try adapters.close()
            return findings
        } catch {
            return [
                Finding(check: "settings", verdict: .failed, detail: StartFailure(error, subject: "a setting").message)
            ]
        }
    }

    private static func ask(_ dependency: Dependency) async -> Finding {
        do {
            try await dependency.examine()
            return Finding(check: "server", verdict: .ok, detail: "\(dependency.name) answers")
        } catch {
            let reason = StartFailure(error, subject: dependency.name).message
            return Finding(
                check: "server", verdict: .failed, detail: "\(dependency.name): \(reason)", advice: dependency.advice)
        }
    }

    private func checkHome() -> Finding {
        do {
            try home.prepare()
        } catch {
            return Finding(
                check: "home", verdict: .failed, detail: error.message,
                advice: "Choose another directory with --home or SPOOL_HOME.")
        }
        let writable = [home.data, home.state].allSatisfy { $0.withCString { access($0, W_OK | X_OK) } == 0 }
        return writable
            ? Finding(check: "home", verdict: .ok, detail: home.data.text)
            : Finding(
                check: "home", verdict: .failed, detail: "\(home.data.text) cannot be written",
                advice: "Choose another directory with --home or SPOOL_HOME.")
    }

    private func checkDaemon() -> Finding {
        let holder = DaemonLock.holder(home.lock)
        return Finding(
            check: "lock", verdict: .ok, detail: holder.map { "a daemon runs, process \($0)" } ?? "no daemon runs")
    }

    private func checkLedger() -> Finding {
        guard home.ledger.withCString({ access($0, F_OK) }) == 0 else {
            return Finding(check: "ledger", verdict: .ok, detail: "there is none yet; the first start makes it")
        }
        do {
            try Adapters.checkLedger(of: home)
            return Finding(check: "ledger", verdict: .ok, detail: home.ledger.text)
        } catch {
            return Finding(
                check: "ledger", verdict: .failed, detail: "\(home.ledger.text): \(error.message)",
                advice: "Stop the daemon and move the file away; the jobs in it are lost, delivered MP3s are not.")
        }
    }

    private func checkSpace() -> Finding {
        guard let free = FreeSpace.bytes(at: home.data) else {
            return Finding(check: "space", verdict: .warning, detail: "the free space cannot be told")
        }
        return Finding(
            check: "space", verdict: free < 256 << 20 ? .warning : .ok, detail: "\(FreeSpace.text(free)) free",
            advice: free < 256 << 20 ? "Conversions wait while hardly anything is free: make room." : nil)
    }

    private func checkWorker() async -> [Finding] {
        let worker: MediaWorker
        do throws(MediaFailure) {
            worker = try MediaWorker()
        } catch {
            return [
                Finding(
                    check: "worker", verdict: .failed, detail: error.message,
                    advice: "Install spool-media beside spoold or set SPOOL_MEDIA.")
            ]
        }
        let found = Finding(check: "worker", verdict: .ok, detail: worker.executable.text)
        do throws(MediaFailure) {
            return [found, Self.judge(try await worker.selfTest())]
        } catch {
            return [
                found,
                Finding(
                    check: "sandbox", verdict: .failed, detail: error.message,
                    advice: "Run spool-media --self-test to see more."),
            ]
        }
    }

    private static func judge(_ report: SandboxReport) -> Finding {
        let holds = report.landlock && report.seccomp && report.limits
        return Finding(
            check: "sandbox", verdict: holds ? .ok : .warning,
            detail: holds ? "files are converted in a sandbox" : report.notes.joined(separator: "; "),
            advice: holds ? nil : "Convert files from strangers on a kernel that has Landlock and seccomp.")
    }
}

import ArgumentParser
import ClientCore
import SpoolAPI
import TUIScreen

struct DaemonVerb: Verb {
    static let configuration = CommandConfiguration(
        commandName: "daemon", abstract: "Your own daemon: is it running, stop it, show its log.")

    enum Action: String, ExpressibleByArgument, CaseIterable { case status, stop, log }

    @Argument(help: ArgumentHelp("status (default), stop or log.", valueName: "action"))
    var action = Action.status

    @Option(name: .shortAndLong, help: ArgumentHelp("Lines of the log.", valueName: "n"))
    var lines = 50

    @OptionGroup var common: CommonOptions

    func perform(_ context: VerbContext) async throws -> ExitStatus {
        guard let daemon = context.daemon else {
            throw VerbFailure.usage(
                "‘spool daemon’ is for your own daemon; --server or SPOOL_SERVER names another server")
        }
        switch action {
        case .status: return try await status(daemon, context)
        case .stop: return try await stop(daemon, context)
        case .log:
            let lines = daemon.logTail(lines: max(lines, 1))
            for line in lines {
                context.output.record(LogRecord(text: line))
                context.output.line(SafeText(line))
            }
            if lines.isEmpty { context.output.note("there is no log: \(context.paths.daemonLog.text)") }
            return lines.isEmpty ? .nothingToDo : .success
        }
    }

    private func status(_ daemon: EmbeddedDaemon, _ context: VerbContext) async throws -> ExitStatus {
        let info = daemon.isRunning ? try await context.runningClient()?.info() : nil
        let paths = daemon.paths
        context.output.record(
            DaemonRecord(
                running: info != nil, pid: info?.pid, version: info?.version, socket: paths.socket,
                log: paths.daemonLog, data: paths.data))
        guard let info else {
            context.output.line("not running; the next verb that needs it starts it")
            return .success
        }
        let pid = info.pid.map { ", process \($0)" } ?? ""
        context.output.line(SafeText("running: version \(info.version)\(pid)"))
        context.output.line("socket  " + JobText.name(paths.socket))
        context.output.line("log     " + JobText.name(paths.daemonLog))
        context.output.line("data    " + JobText.name(paths.data))
        if let note = VersionNote.text(info) { context.output.note(note) }
        return .success
    }

    private func stop(_ daemon: EmbeddedDaemon, _ context: VerbContext) async throws -> ExitStatus {
        guard let client = try context.runningClient() else {
            context.output.note("nothing to do: the daemon is not running")
            return .nothingToDo
        }
        let pid = try await client.info().pid
        try await client.shutdown()
        guard try await daemon.waitUntilGone(pid, seconds: 15) else {
            throw VerbFailure(.failed, "the daemon has not ended within 15 seconds: see spool daemon log")
        }
        context.output.record(
            DaemonRecord(
                running: false, socket: daemon.paths.socket, log: daemon.paths.daemonLog, data: daemon.paths.data))
        context.output.line("stopped; what was under way goes on at the next start")
        return .success
    }
}

/// Notices a daemon of another version than this program.
enum VersionNote {
    static func text(_ info: ServerInfo) -> String? {
        guard info.version != SpoolVersion.current else { return nil }
        return
            "the server is version \(info.version) and this is \(SpoolVersion.current): ‘spool daemon stop’ ends your daemon, the next verb starts the new one"
    }
}

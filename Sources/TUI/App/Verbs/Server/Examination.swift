import ClientCore
import Glibc
import MediaProtocol
import MediaTypes
import SpoolAPI

/// What `spool doctor` looks at.
struct Examination {
    struct Check {
        enum Result: String { case ok, warning, failed }

        var name: String
        var result: Result
        var detail: String
        var remedy: String?

        static func ok(_ name: String, _ detail: String) -> Check { Check(name: name, result: .ok, detail: detail) }
        static func warning(_ name: String, _ detail: String, _ remedy: String) -> Check {
            Check(name: name, result: .warning, detail: detail, remedy: remedy)
        }
        static func failed(_ name: String, _ detail: String, _ remedy: String) -> Check {
            Check(name: name, result: .failed, detail: detail, remedy: remedy)
        }
    }

    private let context: VerbContext

    init(_ context: VerbContext) { self.context = context }

    func checks() async -> [Check] {
        [
            .ok("program", "spool \(SpoolVersion.current), \(ClientLibraries.description)"), terminal(), locale(),
            settings(),
        ]
            + [directory("data", context.paths.data), directory("state", context.paths.state)]
            + daemonProgram() + (await worker()) + [await server()]
    }

    private func terminal() -> Check {
        let name = context.environment["TERM"]?.text ?? ""
        guard isatty(0) == 1, isatty(1) == 1 else {
            return .warning(
                "terminal", "input or output is not a terminal",
                "the verbs work everywhere; the front-end needs a terminal")
        }
        guard !name.isEmpty, name != "dumb" else {
            return .warning(
                "terminal", "TERM is ‘\(name)’",
                "set TERM to your terminal's name, e.g. xterm-256color, for the front-end")
        }
        return .ok("terminal", "\(name), \(Console.Stream.output.columns)×\(Console.Stream.output.rows)")
    }

    private func locale() -> Check {
        let set = ["LC_ALL", "LC_CTYPE", "LANG"].lazy.compactMap { context.environment[RawName($0)]?.text }.first {
            !$0.isEmpty
        }
        let text = set ?? "not set"
        guard text.lowercased().contains("utf") else {
            return .warning("locale", text, "set LANG to a UTF-8 locale, e.g. C.UTF-8, for names beyond ASCII")
        }
        return .ok("locale", text)
    }

    private func settings() -> Check {
        let file = context.paths.configurationFile
        let isThere = file.withCString { access($0, F_OK) } == 0
        return .ok(
            "settings",
            isThere
                ? "\(file.text): \(context.settings.profiles.count) profiles"
                : "\(file.text): none, all at their defaults")
    }

    private func directory(_ name: String, _ path: RawName) -> Check {
        var status = stat()
        guard path.withCString({ stat($0, &status) }) == 0 else {
            return .ok("\(name) directory", "\(path.text): is made when it is needed")
        }
        guard status.st_uid == geteuid(), path.withCString({ access($0, W_OK | X_OK) }) == 0 else {
            return .failed(
                "\(name) directory", "\(path.text) is not yours to write",
                "chown it to yourself, or set SPOOL_HOME to another directory")
        }
        var space = statvfs()
        guard path.withCString({ statvfs($0, &space) }) == 0 else { return .ok("\(name) directory", path.text) }
        let free = Int64(space.f_bavail) * Int64(space.f_frsize)
        guard free > 1_000_000_000 else {
            return .warning(
                "\(name) directory", "\(path.text): only \(free / 1_000_000) MB are free",
                "free some space: conversions wait for it")
        }
        return .ok("\(name) directory", "\(path.text): \(free / 1_000_000_000) GB free")
    }

    private func daemonProgram() -> [Check] {
        guard context.daemon != nil else { return [] }
        do throws(ClientError) {
            return [.ok("spoold", try DaemonLocator.locate(environment: context.environment).text)]
        } catch {
            return [.failed("spoold", error.message, "install the spoold of this version")]
        }
    }

    private func worker() async -> [Check] {
        do throws(MediaFailure) {
            let worker = try MediaWorker()
            let report = try await worker.selfTest()
            let isWhole = report.landlock && report.seccomp && report.limits
            let found = Check.ok("spool-media", worker.executable.text)
            let parts = [("Landlock", report.landlock), ("seccomp", report.seccomp), ("limits", report.limits)]
            let detail = parts.map { "\($0) \($1 ? "on" : "off")" }.joined(separator: ", ")
            if isWhole { return [found, .ok("sandbox", detail)] }
            let notes = report.notes.isEmpty ? "a newer kernel has them" : report.notes.joined(separator: "; ")
            return [found, .warning("sandbox", detail, notes)]
        } catch {
            return [.failed("spool-media", error.message, "install the spool-media of this version beside spool")]
        }
    }

    private func login(_ client: SpoolClient, _ info: ServerInfo) async -> Check {
        do throws(ClientError) {
            let place = try context.choice.endpoint().text
            return .ok(
                "server", "version \(info.version) at \(place), logged in as \(try await client.profile().email)")
        } catch {
            return .failed("server", error.message, "log in with spool login")
        }
    }

    private func server() async -> Check {
        do throws(ClientError) {
            guard let client = try context.runningClient() else {
                return .ok("daemon", "not running; the next verb that needs it starts it")
            }
            let info = try await client.info()
            if info.mode == .served, !context.endpointIsLocal { return await login(client, info) }
            if let note = VersionNote.text(info) { return .warning("server", "version \(info.version)", note) }
            return .ok("server", "version \(info.version) at \(try context.choice.endpoint().text)")
        } catch {
            return .failed("server", error.message, "check --server and SPOOL_SERVER, or see spool daemon log")
        }
    }
}

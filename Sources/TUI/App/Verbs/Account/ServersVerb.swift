import ArgumentParser
import ClientCore
import SpoolAPI
import TUIScreen

struct ServersVerb: Verb {
    static let configuration = CommandConfiguration(
        commandName: "servers", abstract: "List the servers that are known, choose the default, forget one.",
        discussion: "‘local’ is your own daemon.")

    enum Action: String, ExpressibleByArgument, CaseIterable { case list, use, remove }

    @Argument(help: ArgumentHelp("list (default), use or remove.", valueName: "action"))
    var action = Action.list
    @Argument(help: ArgumentHelp("For use and remove.", valueName: "name"))
    var name: String?
    @OptionGroup var common: CommonOptions

    func perform(_ context: VerbContext) async throws -> ExitStatus {
        switch action {
        case .list: list(context)
        case .use:
            let name = try required()
            try ServerProfilesFile(context.paths).change { profiles throws(ClientError) in try profiles.use(name) }
            context.output.line(
                SafeText(
                    name == ServerProfiles.local ? "your own daemon is the default" : "\(name) is the default server"))
        case .remove:
            let name = try required()
            let profile = try ServerProfilesFile(context.paths).change { profiles throws(ClientError) in
                try profiles.remove(name)
            }
            try SessionStore(context.paths).remove(profile.endpoint)
            context.output.line(SafeText("\(profile.title) is forgotten, with its login"))
        }
        return .success
    }

    private func required() throws -> String {
        guard let name else { throw VerbFailure.usage("which server? spool servers \(action.rawValue) NAME") }
        return name
    }

    private func list(_ context: VerbContext) {
        let profiles = context.profiles
        let local = ServerProfile(.unix(context.paths.socket), name: ServerProfiles.local)
        var records = [ServerRecord(local, isDefault: profiles.defaultName == nil, session: .notNeeded)]
        let store = SessionStore(context.paths)
        for profile in profiles.servers {
            let session = try? store.read(profile.endpoint)
            let state: ServerRecord.SessionState =
                session.map { $0.grant.refreshExpiresAt > WallClock.now() ? .active : .expired } ?? .none
            records.append(ServerRecord(profile, isDefault: profile.name == profiles.defaultName, session: state))
        }
        let width = records.map { SafeText($0.name).columns }.max() ?? 0
        for record in records {
            context.output.record(record)
            let padding = String(repeating: " ", count: width - SafeText(record.name).columns)
            context.output.line(
                SafeText("\(record.isDefault ? "*" : " ") \(record.name)\(padding)  \(record.url)  \(record.words)"))
        }
    }
}

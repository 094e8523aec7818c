import ArgumentParser
import ClientCore
import SpoolAPI
import TUIScreen

struct LogoutVerb: Verb {
    static let configuration = CommandConfiguration(
        commandName: "logout", abstract: "End the login at the server, and forget it here.")

    @Flag(help: "At every server.")
    var all = false
    @OptionGroup var common: CommonOptions

    func perform(_ context: VerbContext) async throws -> ExitStatus {
        var ended = 0
        var failure: ClientError?
        for profile in try servers(context) {
            do throws(ClientError) {
                guard try await ServerLogin(context.paths).logout(profile) else { continue }
            } catch {
                context.output.failure(
                    code: error.code.rawValue,
                    "\(profile.title): \(error.message); the login is forgotten here, and ends there by itself")
                failure = error
            }
            ended += 1
            context.output.record(ServerRecord(profile, isDefault: false, session: .none))
            context.output.line(SafeText("logged out at \(profile.title)"))
        }
        if let failure { return ExitStatus(failure) }
        if ended == 0 { context.output.note("nothing to do: nobody is logged in there") }
        return ended == 0 ? .nothingToDo : .success
    }

    private func servers(_ context: VerbContext) throws -> [ServerProfile] {
        if all { return context.profiles.servers }
        guard case .given(let profile) = context.choice else {
            throw VerbFailure.usage("your own daemon has no login: name a server with --server, or give --all")
        }
        return [profile]
    }
}

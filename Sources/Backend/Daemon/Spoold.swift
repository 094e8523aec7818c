import ArgumentParser
import Glibc
import SpoolAPI

/// The services: `spoold all` runs them in one process, `spoold ROLE` one of them.
@main
struct Spoold: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "spoold", abstract: "Spool's services: queue, conversion, delivery.",
        version: SpoolVersion.current,
        subcommands: [
            All.self, RunGateway.self, RunAuth.self, RunConverter.self, RunNotifier.self, User.self, Migrate.self,
            Doctor.self,
        ])

    static func main() {
        signal(SIGPIPE, SIG_IGN)
        do {
            var command = try parseAsRoot()
            try command.run()
        } catch let failure as StartFailure {
            failure.status.exit(saying: "spoold: \(failure.message)")
        } catch {
            let isSuccess = exitCode(for: error).isSuccess
            let status: ExitStatus = isSuccess ? .success : .usage
            status.print(fullMessage(for: error), to: isSuccess ? STDOUT_FILENO : STDERR_FILENO)
            status.exit()
        }
    }
}

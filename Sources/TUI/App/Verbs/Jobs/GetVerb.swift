import ArgumentParser
import ClientCore
import MediaTypes
import SpoolAPI

struct GetVerb: Verb {
    static let configuration = CommandConfiguration(
        commandName: "get", abstract: "Download MP3s, resumed where an earlier try stopped and verified by SHA-256.")

    @OptionGroup var selection: JobSelection
    @Option(
        name: .customLong("to"), help: ArgumentHelp("Where they go. Default: the current directory.", valueName: "dir"))
    var destination: RawName?
    @OptionGroup var common: CommonOptions

    var interruptedMessage: String { "interrupted; what has arrived is kept: the same command goes on from there" }

    func perform(_ context: VerbContext) async throws -> ExitStatus {
        let client = try await context.client()
        let chosen = try await selection.resolve(client) { $0.state == .done && $0.result?.available == true }
        let directory = context.absolute(destination ?? ".")
        var refused = 0
        var wanted: [Download] = []
        for job in chosen.jobs {
            guard let download = Download(job, into: directory) else {
                refused += 1
                context.output.failure(
                    code: "no_result",
                    "\(JobText.name(job.name).text): there is no MP3 to get: \(JobText.state(job).text)")
                continue
            }
            wanted.append(download)
        }
        let failed = try await ResultDelivery(client: client, output: context.output).fetch(wanted)
        return failed + refused > 0 ? .failed : .success
    }
}

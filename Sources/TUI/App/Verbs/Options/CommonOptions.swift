import ArgumentParser
import MediaTypes

/// What every verb takes.
struct CommonOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The server: a name of spool servers, or unix:PATH, http://… or https://…", valueName: "name|url"))
    var server: RawName?

    @Option(help: ArgumentHelp("Trust the certificates in this file (PEM) instead of the system's.", valueName: "file"))
    var cacert: RawName?

    @Flag(help: "Print one JSON object a line (see docs/JSON.md); text for people goes to standard error.")
    var json = false

    /// The server as arguments for another verb.
    var serverArguments: [String] {
        (server.map { ["--server", ArgumentBytes.text($0.bytes)] } ?? [])
            + (cacert.map { ["--cacert", ArgumentBytes.text($0.bytes)] } ?? [])
    }
}

extension RawName: ExpressibleByArgument {
    public init?(argument: String) { self = ArgumentBytes.name(argument) }
}

import ArgumentParser
import MediaTypes

/// What every verb takes.
struct CommonOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp("The server: unix:PATH, http://… or https://… Default: your own daemon.", valueName: "url"))
    var server: RawName?

    @Flag(help: "Print one JSON object a line (see docs/JSON.md); text for people goes to standard error.")
    var json = false
}

extension RawName: ExpressibleByArgument {
    public init?(argument: String) { self = ArgumentBytes.name(argument) }
}

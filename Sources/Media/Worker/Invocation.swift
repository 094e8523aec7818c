import Glibc
import MediaTypes

/// What the command line asks for.
enum Invocation {
    case worker(parent: pid_t?)
    /// Standard input is the socket of a `ForkServer`.
    case forkServer(parent: pid_t?)
    case byHand(ByHandCommand)
    case help
    case version

    /// - Parameter hasRequest: whether standard input may hold a request, i.e. is no terminal.
    init(_ arguments: [RawName], hasRequest: Bool) throws(UsageError) {
        var words = ArgumentReader(arguments)
        var command = ByHandCommand()
        var parent: pid_t?
        var servesForks = false
        while let option = words.nextOption() {
            switch option {
            case "--help", "-h":
                self = .help
                return
            case "--version":
                self = .version
                return
            case "--parent": parent = try words.integer(after: option, in: 1...Int32.max)
            case "--fork-server": servesForks = true
            case "--track": command.options.track = try words.value(after: option).text
            case "--encoding": command.options.encoding = try words.encoding(after: option)
            case "--rate": command.options.sampleRate = Int(try words.integer(after: option, in: 8000...48_000))
            case "--threads": command.threads = Int(try words.integer(after: option, in: 1...256))
            case "--partial": command.options.partial = .keep
            case "--force": command.overwrites = true
            default: throw UsageError("there is no option \(option)")
            }
        }
        guard !words.operands.isEmpty else {
            guard hasRequest else {
                throw UsageError("this program is started by spool and spoold; by hand, name a command")
            }
            self = servesForks ? .forkServer(parent: parent) : .worker(parent: parent)
            return
        }
        try command.setOperands(words.operands)
        self = .byHand(command)
    }
}

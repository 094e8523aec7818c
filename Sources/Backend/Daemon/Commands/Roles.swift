import ArgumentParser

/// `spoold gateway`: the HTTP API.
struct RunGateway: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "gateway",
        abstract: "Run a gateway of its own: the HTTP API for people with accounts. It asks the auth service.")

    @OptionGroup var home: HomeOption
    @OptionGroup var options: ServiceOptions

    @Option(help: "Serve at this address, HOST:PORT. (default: $SPOOL_LISTEN, else 127.0.0.1:8080)")
    var listen: String?

    func run() throws { try ServiceProcess.run([.gateway], home: home, options, listen: listen) }
}

/// `spoold auth`: logins.
struct RunAuth: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "auth",
        abstract: "Run an auth service of its own, for gateways only. Beyond this machine it needs SPOOL_AUTH_SECRET.")

    @OptionGroup var home: HomeOption
    @OptionGroup var options: ServiceOptions

    @Option(help: "Serve at this address, HOST:PORT. (default: $SPOOL_LISTEN, else 127.0.0.1:8081)")
    var listen: String?

    func run() throws { try ServiceProcess.run([.auth], home: home, options, listen: listen) }
}

/// `spoold converter`: videos into MP3s.
struct RunConverter: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "converter",
        abstract: "Run a converter of its own, beside others of the same home. It serves its health and figures only.")

    @OptionGroup var home: HomeOption
    @OptionGroup var options: ServiceOptions

    @Option(
        help:
            "Serve /healthz, /readyz and /metrics at this address, HOST:PORT. (default: $SPOOL_LISTEN, else 127.0.0.1:8082)"
    )
    var listen: String?

    func run() throws { try ServiceProcess.run([.converter], home: home, options, listen: listen) }
}

/// `spoold notifier`: mail.
struct RunNotifier: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "notifier", abstract: "Run a notifier of its own: mail to accounts about jobs that have ended.")

    @OptionGroup var home: HomeOption
    @OptionGroup var options: ServiceOptions

    @Option(
        help:
            "Serve /healthz, /readyz and /metrics at this address, HOST:PORT. (default: $SPOOL_LISTEN, else 127.0.0.1:8083)"
    )
    var listen: String?

    func run() throws { try ServiceProcess.run([.notifier], home: home, options, listen: listen) }
}

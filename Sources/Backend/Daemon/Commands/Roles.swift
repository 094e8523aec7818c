import ArgumentParser

/// `spoold gateway`: the HTTP API.
struct RunGateway: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "gateway", abstract: "Run the gateway alone: the HTTP API, uploads and downloads.")

    @OptionGroup var home: HomeOption
    @OptionGroup var options: ServiceOptions

    func run() throws { try ServiceProcess.run([.gateway], home: home, options) }
}

/// `spoold auth`: accounts and logins.
struct RunAuth: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "auth", abstract: "Run the auth service alone: accounts, logins, tokens. For gateways only.")

    @OptionGroup var home: HomeOption
    @OptionGroup var options: ServiceOptions

    func run() throws { try ServiceProcess.run([.auth], home: home, options) }
}

/// `spoold converter`: videos into MP3s.
struct RunConverter: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "converter", abstract: "Run a converter alone. It serves its health and figures only.")

    @OptionGroup var home: HomeOption
    @OptionGroup var options: ServiceOptions

    func run() throws { try ServiceProcess.run([.converter], home: home, options) }
}

/// `spoold notifier`: mail.
struct RunNotifier: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "notifier", abstract: "Run a notifier alone: mail about jobs that have ended.")

    @OptionGroup var home: HomeOption
    @OptionGroup var options: ServiceOptions

    func run() throws { try ServiceProcess.run([.notifier], home: home, options) }
}

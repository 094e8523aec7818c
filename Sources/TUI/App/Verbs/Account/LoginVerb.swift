import ArgumentParser
import ClientCore
import MediaTypes
import SpoolAPI
import TUIScreen

struct LoginVerb: Verb {
    static let configuration = CommandConfiguration(
        commandName: "login", abstract: "Log in at a server, and make it the default.",
        discussion: "The password is asked for on the terminal, or read from a file; it is never an argument.")

    @Argument(help: ArgumentHelp("http://… or https://…, or a name of spool servers.", valueName: "url"))
    var url: RawName?
    @Option(help: ArgumentHelp("Who logs in.", valueName: "address"))
    var email: String?
    @Option(
        name: .customLong("password-file"),
        help: ArgumentHelp("Read the password from a file; - is standard input.", valueName: "file"))
    var passwordFile: RawName?
    @Flag(name: .customLong("password-stdin"), help: "Read the password from standard input.")
    var passwordStdin = false
    @Option(help: ArgumentHelp("What to call the server. Default: its host.", valueName: "name"))
    var name: String?
    @Flag(name: .customLong("sign-up"), help: "Make an account first, where the server allows it.")
    var signUp = false
    @Option(help: ArgumentHelp("The invitation, where signing up needs one.", valueName: "code"))
    var invite: String?
    @OptionGroup var common: CommonOptions

    func perform(_ context: VerbContext) async throws -> ExitStatus {
        var profile = try profile(context)
        if let name { profile.name = name }
        if profile.isExposed {
            context.output.note("\(profile.endpoint.text) is not encrypted: anybody on the way can read the password")
        }
        let prompt = TerminalPrompt()
        let email = try await address(profile, prompt)
        let password = try await password(email, profile, prompt)
        let account: ServerLogin.Account = signUp || invite != nil ? .new(invitation: invite) : .existing
        let (kept, session) = try await ServerLogin(context.paths).run(
            at: profile, email: email, password: password, account: account)
        context.output.record(SessionRecord(kept, session))
        context.output.line(
            SafeText("logged in at \(kept.title) (\(kept.endpoint.text)) as \(session.grant.user.email)"))
        context.output.note(
            "\(kept.title) is the default server now; ‘spool servers use local’ goes back to your own daemon")
        return .success
    }

    private func profile(_ context: VerbContext) throws -> ServerProfile {
        let choice =
            url == nil
            ? context.choice
            : try ServerChoice(
                option: url, environment: [:], settings: Settings(), profiles: context.profiles, paths: context.paths,
                workingDirectory: context.workingDirectory, caFile: common.cacert.map(context.absolute))
        guard case .given(let profile) = choice, !profile.endpoint.isLocal else {
            throw VerbFailure.usage(
                "name the server to log in at: spool login https://…; your own daemon needs no login")
        }
        return profile
    }

    private func address(_ profile: ServerProfile, _ prompt: TerminalPrompt) async throws -> String {
        if let email = email ?? profile.email { return email }
        guard passwordFile != "-", !passwordStdin, let typed = try await prompt.line("email: ", echo: true) else {
            throw VerbFailure.usage("say who logs in: --email ADDRESS")
        }
        return typed
    }

    private func password(_ email: String, _ profile: ServerProfile, _ prompt: TerminalPrompt) async throws -> String {
        let password: String
        if let file = passwordStdin ? "-" : passwordFile {
            password = try PasswordFile(file).read()
        } else {
            guard let typed = try await prompt.line("password of \(email) at \(profile.title): ", echo: false) else {
                throw VerbFailure.usage("there is no terminal to ask for the password: give --password-file FILE")
            }
            password = typed
            if signUp || invite != nil, try await prompt.line("again: ", echo: false) != typed {
                throw VerbFailure.usage("the two passwords differ")
            }
        }
        guard !password.isEmpty else { throw VerbFailure.usage("the password is empty") }
        return password
    }
}

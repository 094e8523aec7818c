/// What lies over a screen and takes all keys; the last of them has the focus.
enum Dialog: Sendable {
    case help(HelpState)
    case palette(PaletteState)
    case confirmation(Confirmation)
    case prompt(Prompt)
    case login(LoginState)

    var context: Context {
        switch self {
        case .help: .help
        case .palette: .palette
        case .confirmation: .confirmation
        case .prompt: .prompt
        case .login: .login
        }
    }
}

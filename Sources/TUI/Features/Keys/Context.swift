/// Where keys go: the focused pane first, then what lies below it.
public enum Context: String, CaseIterable, Sendable {
    case files, plan, options, jobs, downloads
    /// The pane beside a list, when it has the focus.
    case details
    case help, palette, confirmation, prompt, login

    /// The heading in help and in `docs/KEYS.md`.
    public var title: String {
        switch self {
        case .files: "Files"
        case .plan: "Plan"
        case .options: "Plan: options"
        case .jobs: "Jobs"
        case .downloads: "Downloads"
        case .details: "Details pane"
        case .help: "Help"
        case .palette: "Command palette"
        case .confirmation: "Questions"
        case .prompt: "Text fields"
        case .login: "Login form"
        }
    }

    /// Contexts that take every key themselves.
    var isModal: Bool { Self.modal.contains(self) }

    static let lists: Set<Context> = [.files, .plan, .jobs, .downloads]
    static let screens: Set<Context> = lists.union([.options, .details])
    static let modal: Set<Context> = [.help, .palette, .confirmation, .prompt, .login]
}

/// The three screens behind the tabs. The plan lies over the files until it is queued or left.
public enum Screen: Int, CaseIterable, Sendable {
    case files = 1, jobs, downloads

    var title: String {
        switch self {
        case .files: "Files"
        case .jobs: "Jobs"
        case .downloads: "Downloads"
        }
    }
}

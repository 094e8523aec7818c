/// Which keys hold now.
extension AppState {
    /// The focused pane or dialog first.
    public var contexts: [Context] {
        if let dialog = dialogs.last { return [dialog.context] }
        return screenContexts
    }

    /// As if no dialog were open.
    var screenContexts: [Context] {
        switch screen {
        case .files where plan != nil: plan?.pane == .side ? [.options, .plan] : [.plan]
        case .files: files.pane == .side ? [.details, .files] : [.files]
        case .jobs: jobs.pane == .side ? [.details, .jobs] : [.jobs]
        case .downloads: downloads.pane == .side ? [.details, .downloads] : [.downloads]
        }
    }

    var pane: Pane {
        get {
            switch screen {
            case .files: plan?.pane ?? files.pane
            case .jobs: jobs.pane
            case .downloads: downloads.pane
            }
        }
        set {
            switch screen {
            case .files where plan != nil: plan?.pane = newValue
            case .files: files.pane = newValue
            case .jobs: jobs.pane = newValue
            case .downloads: downloads.pane = newValue
            }
        }
    }

    /// The list of jobs on the screen; on the files it is the queue's.
    var currentJobs: JobListState {
        get { screen == .downloads ? downloads : jobs }
        set { if screen == .downloads { downloads = newValue } else { jobs = newValue } }
    }
}

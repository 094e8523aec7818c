import MediaTypes
import SpoolAPI
import TUIScreen

/// Everything the front-end knows. `update` changes it, `render` shows it.
public struct AppState: Sendable {
    public internal(set) var setup: Setup
    public internal(set) var size: Size
    /// As of the last event that carried a time; 0 before.
    var now: Timestamp = 0

    public internal(set) var screen = Screen.files
    public internal(set) var files: FilesState
    public internal(set) var plan: PlanState?
    var table = JobTable()
    public internal(set) var jobs = JobListState(order: .queue)
    public internal(set) var downloads = JobListState(order: .finished)
    var logs: [JobID: Result<String, Trouble>?] = [:]
    var saves: [JobID: SaveStatus] = [:]
    var removals: [Removal] = []
    /// Files on their way to a server on another machine.
    var uploads: UploadStatus?
    /// Where results are to come that somebody waits for.
    var deliveries: [JobID: RawName] = [:]
    /// The first job of a batch that was just queued: gets the focus once it is in the list.
    var awaited: JobID?
    var batchEnds = BatchEnds()
    var queue: QueueStatus?
    /// The list of jobs has arrived at least once.
    var knowsJobs = false

    var dialogs: [Dialog] = []
    public internal(set) var connection: Connection
    var servers: [KnownServer]
    public internal(set) var account: Account
    public internal(set) var notice: Notice?
    var isTicking = false

    private var lastNumber = 0
    private var effects: [Effect] = []

    /// A front-end that shows the files, or with `files` the plan for them. `start` gives its first effects.
    public init(setup: Setup, size: Size) {
        self.setup = setup
        self.size = size
        servers = setup.servers
        account = setup.account
        connection = .connecting(to: setup.account)
        files = FilesState(directory: setup.directory)
    }

    /// A number that no request had before.
    mutating func nextNumber() -> Int {
        lastNumber += 1
        return lastNumber
    }

    mutating func emit(_ effect: Effect) { effects.append(effect) }

    mutating func takeEffects() -> [Effect] {
        defer { effects = [] }
        return effects
    }

    mutating func say(_ kind: Notice.Kind, _ text: String) {
        let id = nextNumber()
        notice = Notice(kind: kind, text: text, id: id)
        emit(.after(kind == .error ? 12_000 : 5_000, .notice(id)))
    }

    /// The list on the screen is the plan, not the files it lies over.
    var showsPlan: Bool { screen == .files && plan != nil }
}

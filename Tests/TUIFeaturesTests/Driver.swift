import MediaTypes
import SpoolAPI
import TUIScreen

@testable import TUIFeatures

/// Drives a front-end by keys and answers, and shows its screen as text.
struct Driver {
    var state: AppState
    /// The effects since they were last taken.
    var effects: [Effect] = []

    init(_ columns: Int = 80, _ rows: Int = 24, files: [MarkedFile] = []) {
        let setup = Setup(home: "/home/ann", directory: "/home/ann/Videos")
        state = AppState(setup: setup, size: Size(columns: columns, rows: rows))
        effects = start(&state, files: files)
    }

    mutating func send(_ event: AppEvent) { effects += update(&state, event) }
    mutating func press(_ keys: Key...) { for key in keys { send(.terminal(.key(key))) } }
    mutating func type(_ text: String) { for character in text { press(.character(character)) } }
    mutating func resize(_ columns: Int, _ rows: Int) { send(.terminal(.resize(Size(columns: columns, rows: rows)))) }

    mutating func take() -> [Effect] {
        defer { effects = [] }
        return effects
    }

    /// Answers the latest request for a directory.
    mutating func list(_ entries: [FileEntry], free: Int64? = nil) {
        guard let loading = state.files.loading else { return }
        send(
            .listed(
                loading.id, .success(DirectoryListing(directory: loading.directory, entries: entries, freeSpace: free)))
        )
    }

    mutating func connect(_ mode: ServerInfo.Mode = .singleUser) {
        send(
            .connection(.ready(ServerInfo(version: "0.1.0", mode: mode, queue: QueueStatus(paused: false, workers: 2))))
        )
    }

    mutating func feed(_ jobs: Job..., now: Timestamp = 0) { send(.feed(jobs.map { .job($0) }, now: now)) }

    var frame: Frame { render(state, size: state.size) }

    /// Rows without the blanks at their ends.
    var lines: [String] { (0..<frame.size.rows).map { line($0) } }

    private func line(_ row: Int) -> String {
        var text = frame.row(row).reduce(into: "") { $0 += $1.text }
        while text.last == " " { text.removeLast() }
        return text
    }

    var screen: String { lines.joined(separator: "\n") }
    var focusedLine: String { lines[frame.cursor.row] }
}

/// Media files of a directory, 1 MB each.
func media(_ names: String...) -> [FileEntry] {
    names.map { FileEntry(name: RawName($0), kind: .file, size: 1_000_000, modified: 0) }
}

func directory(_ name: String) -> FileEntry { FileEntry(name: RawName(name), kind: .directory) }

func job(_ number: Int, _ state: JobState = .queued, revision: Int64 = 1, change: (inout Job) -> Void = { _ in }) -> Job
{
    var job = Job(
        id: JobID("job\(number)"), batch: BatchID("batch"), name: RawName("talk \(number).mkv"),
        path: RawName("/home/ann/Videos/talk \(number).mkv"), size: 50_000_000, state: state, rank: Double(number),
        attempt: state == .queued ? 0 : 1, createdAt: Int64(number), revision: revision)
    if state == .done {
        job.finishedAt = Int64(1000 + number)
        job.result = JobResult(
            name: RawName("talk \(number).mp3"), path: RawName("/home/ann/Music/talk \(number).mp3"), size: 5_000_000,
            sha256: String(repeating: "0", count: 64), duration: 300_000, sampleRate: 48_000, channels: 2, bitRate: 190,
            encoding: .standard, track: "track 1, aac stereo")
    }
    if state == .converting { job.progress = JobProgress(done: 30_000, total: 120_000, speed: 30, updatedAt: 0) }
    if state == .failed { job.failure = MediaFailure(.truncated, "input ends at 12:03 of 45:10") }
    change(&job)
    return job
}

extension JobID: ExpressibleByStringLiteral {
    public init(stringLiteral value: String) { self.init(value) }
}

extension BatchID: ExpressibleByStringLiteral {
    public init(stringLiteral value: String) { self.init(value) }
}

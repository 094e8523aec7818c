import ClientCore
import Clocks
import SpoolAPI
import TUIScreen

/// Shows jobs until they have ended: live lines on a terminal, a line or a record for each change.
struct JobFollower {
    private let output: VerbOutput
    private var live: LiveLines
    /// The jobs to wait for; nil follows all of them for ever.
    private var waiting: Set<JobID>?
    private let wanted: Set<JobID>?
    private var running: [JobID: Job] = [:]
    private var told: [JobID: String] = [:]
    private var isSynchronised = false
    private(set) var ended: [JobID: JobState] = [:]

    init(_ ids: [JobID]?, _ output: VerbOutput) {
        self.output = output
        live = LiveLines(output)
        wanted = ids.map { Set($0) }
        waiting = wanted
    }

    var isComplete: Bool { waiting?.isEmpty ?? false }

    /// True while there is something to wait for.
    mutating func receive(_ update: LiveJobs.Update) -> Bool {
        switch update {
        case .changes(let changes): for change in changes { receive(change) }
        case .synchronised:
            isSynchronised = true
            forgetUnknown()
        case .resumed:
            live.clear()
            output.note("connected again")
        case .lost(let error, let delay):
            live.clear()
            output.note("\(error.message); trying again in \(max(1, delay.components.seconds)) s")
        }
        let jobs = running.values.sorted { ($0.startedAt ?? .max, $0.id) < ($1.startedAt ?? .max, $1.id) }
        let waitingCount = waiting?.count
        live.draw(now: MonotonicClock.milliseconds()) { columns in
            let rows = jobs.map { JobText.progress($0, columns: columns) }
            return waitingCount.map { rows + [SafeText("\($0) to go")] } ?? rows
        }
        return !isComplete
    }

    mutating func end() { live.clear() }

    private mutating func receive(_ change: JobFeed.Change) {
        switch change {
        case .added(let job), .updated(let job):
            guard wanted?.contains(job.id) ?? true else { return }
            show(job)
        case .removed(let id):
            guard wanted?.contains(id) ?? true else { return }
            running[id] = nil
            waiting?.remove(id)
            output.record(RemovedRecord(id: id))
        case .queue(let status):
            output.record(QueueRecord(status))
            if status.paused { finish("the queue is paused: spool queue resume lets it go on") }
            if let blocked = status.blocked { finish("the queue waits: \(blocked)") }
        }
    }

    private mutating func show(_ job: Job) {
        running[job.id] = job.state == .converting || job.state == .publishing ? job : nil
        output.record(JobRecord(job))
        if job.state.isFinal {
            waiting?.remove(job.id)
            ended[job.id] = job.state
        } else {
            ended[job.id] = nil
        }
        let word = JobText.word(job)
        guard told.updateValue(word, forKey: job.id) != word else { return }
        // Whoever follows everything wants to hear of what ends from now on.
        if wanted == nil, !isSynchronised, job.state.isFinal { return }
        // On a terminal the live lines show what is under way.
        if job.state.isFinal || !live.isLive { live.finish(JobText.line(job)) }
    }

    private mutating func finish(_ text: String) { live.finish(SafeText(text)) }

    /// Jobs that the whole list does not hold have been removed.
    private mutating func forgetUnknown() {
        for id in waiting ?? [] where told[id] == nil { waiting?.remove(id) }
    }

    /// What the jobs' ends come to.
    var summary: SummaryRecord {
        SummaryRecord(
            done: ended.values.count { $0 == .done }, failed: ended.values.count { $0 == .failed },
            cancelled: ended.values.count { $0 == .cancelled })
    }
}

import SpoolAPI
import TUIScreen

/// The queue's own actions.
extension AppState {
    /// What an action is about: the marked jobs, or the focused one.
    var selectedJobs: [Job] {
        let list = currentJobs
        if list.marks.isEmpty { return list.focusedJob(in: table).map { [$0] } ?? [] }
        return list.marks.compactMap { table[$0] }.sorted {
            (-$0.priority, $0.rank, $0.id) < (-$1.priority, $1.rank, $1.id)
        }
    }

    mutating func runJobs(_ action: Action) {
        switch action {
        case .stopSending:
            emit(.stopUploads)
            say(.info, "Sending stopped; the jobs that are queued go on.")
        case .details: pane = .side
        case .cancelJob: askToCancel()
        case .retryJob: control(.retry) { $0.canRetry }
        case .pauseJob: pauseOrResume()
        case .pauseQueue: emit(.pauseQueue(!(queue?.paused ?? false)))
        case .moveUp: control(.move(.up)) { $0.isWaiting }
        case .moveDown: control(.move(.down), reversed: true) { $0.isWaiting }
        case .moveTop: control(.move(.top), reversed: true) { $0.isWaiting }
        case .moveBottom: control(.move(.bottom)) { $0.isWaiting }
        case .raisePriority: changePriority(by: 10)
        case .lowerPriority: changePriority(by: -10)
        case .removeJob: askToRemove(selectedJobs.filter(\.canRemove).map(\.id))
        case .removeFinished:
            askToRemove(table.occupied.compactMap { table.job(at: $0) }.filter { $0.state.isFinal }.map(\.id))
        case .stateFilter:
            jobs.filter(table, states: jobs.states.next)
            say(.info, "Showing \(jobs.states.rawValue) jobs.")
        default: break
        }
    }

    private mutating func control(_ control: JobCommand, reversed: Bool = false, _ isPossible: (Job) -> Bool) {
        let ids = selectedJobs.filter(isPossible).map(\.id)
        if !ids.isEmpty { emit(.control(reversed ? ids.reversed() : ids, control)) }
    }

    /// Mixed selections are paused; only when all are paused they are resumed.
    private mutating func pauseOrResume() {
        let possible = selectedJobs.filter { !$0.state.isFinal }
        emit(.control(possible.map(\.id), possible.allSatisfy(\.paused) ? .resume : .pause))
    }

    private mutating func changePriority(by step: Int) {
        let groups = Dictionary(grouping: selectedJobs.filter(\.isWaiting), by: \.priority)
        for (priority, jobs) in groups.sorted(by: { $0.key > $1.key }) {
            emit(.control(jobs.map(\.id), .priority(min(max(priority + step, -100), 100))))
        }
    }

    private mutating func askToCancel() {
        let possible = selectedJobs.filter { !$0.state.isFinal }
        let what = possible.count == 1 ? Self.short(possible[0]) : Count.of(possible.count, "job")
        ask(.cancel(possible.map(\.id)), "Cancel \(what)?", "What is converted so far is thrown away; r runs it again.")
    }

    mutating func askToRemove(_ ids: [JobID]) {
        guard let first = ids.first else { return }
        let what = ids.count == 1 ? table[first].map(Self.short) ?? "the job" : Count.of(ids.count, "job")
        let keeps =
            connection.isSingleUser ? "Delivered MP3s stay where they are." : "Their MP3s are deleted from the server."
        ask(.remove(ids), "Remove \(what) from the list?", "\(keeps) u brings back for 10 s.")
    }

    /// Its name, short enough to leave the question about it room.
    private static func short(_ job: Job) -> String {
        SafeText(bytes: job.name.bytes).truncated(to: 40, .middle).text
    }

    /// Takes jobs out of the lists; the server hears of it when the time to undo is over.
    mutating func removeSoon(_ ids: [JobID]) {
        let removal = Removal(id: nextNumber(), jobs: ids)
        removals.append(removal)
        jobs.hide(ids, in: table)
        downloads.hide(ids, in: table)
        emit(.after(Removal.grace, .removal(removal.id)))
        say(.info, "\(Count.of(ids.count, "job")) removed. u brings back.")
    }

    mutating func finishRemoval(_ id: Int) {
        guard let index = removals.firstIndex(where: { $0.id == id }) else { return }
        emit(.control(removals.remove(at: index).jobs, .remove))
    }

    mutating func backInJobs() {
        if currentJobs.rangeStart != nil {
            currentJobs.rangeStart = nil
        } else if !currentJobs.terms.isEmpty || currentJobs.states != .all {
            currentJobs.filter(table, terms: SearchTerms(""), states: .all)
        } else {
            say(.info, Self.topNote)
        }
    }
}

extension Job {
    /// It stands in the queue and can be moved.
    var isWaiting: Bool { state == .queued || state == .receiving }
    var canRetry: Bool { state == .failed || state == .cancelled }
    var canRemove: Bool { state != .converting && state != .publishing }
}

import MediaTypes
import SpoolAPI

/// What the server tells of jobs.
extension AppState {
    mutating func connectionChanged(_ new: Connection) {
        let old = connection
        connection = new
        switch (old, new) {
        case (.lost, .ready): say(.success, "Connected again.")
        case (.ready, .lost(let why)): say(.warning, "Lost the server: \(why). Connecting again…")
        case (_, .failed(let why)): say(.error, why)
        default: break
        }
        if case .ready(let info) = new { queue = info.queue }
        settleConfirmation()
    }

    mutating func replaceJobs(_ all: [Job], now: Timestamp) {
        self.now = max(self.now, now)
        knowsJobs = true
        let focus = (jobs.focusedJob(in: table)?.id, downloads.focusedJob(in: table)?.id)
        table = JobTable()
        batchEnds = BatchEnds()
        for job in all { _ = table.store(job) }
        jobs.rebuild(table)
        downloads.rebuild(table)
        for job in all where deliveries[job.id] != nil { deliver(job) }
        refocus(focus)
        let known = Set(all.map(\.id))
        jobs.marks.formIntersection(known)
        downloads.marks.formIntersection(known)
    }

    /// Slots were given anew: finds the focused jobs by their ids.
    private mutating func refocus(_ focus: (jobs: JobID?, downloads: JobID?)) {
        if let slot = focus.jobs.flatMap({ table.slot(of: $0) }) { jobs.changeList { $0.focus(on: slot) } }
        if let slot = focus.downloads.flatMap({ table.slot(of: $0) }) { downloads.changeList { $0.focus(on: slot) } }
    }

    mutating func feed(_ events: [FeedEvent], now: Timestamp) {
        self.now = max(self.now, now)
        for event in events {
            switch event {
            case .hello: break
            case .job(let job): store(job)
            case .removed(let removed): forget(removed.id)
            case .queue(let status): queueChanged(status)
            }
        }
        jobs.settle()
        downloads.settle()
        focusAwaited()
    }

    /// What was just queued may stand far below what has ended.
    mutating func focusAwaited() {
        guard let id = awaited, let slot = table.slot(of: id) else { return }
        awaited = nil
        jobs.changeList { $0.focus(on: slot) }
    }

    private mutating func store(_ job: Job) {
        guard let (slot, old) = table.store(job) else { return }
        jobs.update(slot, in: table)
        downloads.update(slot, in: table)
        if old?.attempt != job.attempt || old?.state != job.state { logs[job.id] = nil }
        deliver(job)
        batchEnds.toldOf(job.id)
        // A short job may have ended before it is told of at all.
        guard job.state.isFinal, old?.state.isFinal != true else { return }
        if job.state != .cancelled {
            batchEnds.jobEnded(job)
        } else if table.totals.left[job.batch] == nil {
            batchEnds.dismiss(job.batch)
        }
    }

    /// Announces the end of a batch once nothing of any is on its way to the server.
    mutating func settleBatchEnds() {
        guard uploads == nil, plan?.submission == nil, batchEnds.take(left: table.totals.left) else { return }
        emit(.bell)
        guard table.totals.unfinished == 0 else { return say(.success, "A batch has ended.") }
        let failed = table.totals.failed
        say(
            failed > 0 ? .warning : .success,
            failed > 0 ? "All jobs have ended; \(failed) failed: f shows them." : "All jobs are done.")
    }

    private mutating func forget(_ id: JobID) {
        batchEnds.toldOf(id)
        guard let batch = table[id]?.batch, let slot = table.remove(id) else { return }
        if table.totals.left[batch] == nil { batchEnds.dismiss(batch) }
        jobs.update(slot, in: table)
        downloads.update(slot, in: table)
        jobs.marks.remove(id)
        downloads.marks.remove(id)
        logs[id] = nil
        saves[id] = nil
    }

    private mutating func queueChanged(_ status: QueueStatus) {
        if let blocked = status.blocked, queue?.blocked != blocked { say(.warning, "Converters wait: \(blocked)") }
        queue = status
    }

    mutating func controlFailed(_ ids: [JobID], _ control: JobCommand, _ trouble: Trouble) {
        if control == .remove {
            jobs.unhide(ids, in: table)
            downloads.unhide(ids, in: table)
        }
        let what =
            ids.isEmpty
            ? "the queue" : ids.count == 1 ? table[ids[0]]?.name.text ?? "the job" : Count.of(ids.count, "job")
        say(.error, "Could not \(control.verb) \(what): \(trouble.message)")
    }

    /// Asks for the log of the focused job once its details are open.
    mutating func settleLog() {
        guard screen == .jobs, jobs.pane == .side, connection.isReady, let job = jobs.focusedJob(in: table) else {
            return
        }
        guard job.attempt > 0, logs[job.id] == nil else { return }
        logs[job.id] = .some(nil)
        emit(.fetchLog(job.id))
    }
}

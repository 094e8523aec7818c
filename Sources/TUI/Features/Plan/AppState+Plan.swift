import MediaTypes
import SpoolAPI

/// From marked files to queued jobs.
extension AppState {
    mutating func openPlan(_ marked: [MarkedFile], isOfMarks: Bool) {
        // Of a single file it is plain that it is meant.
        let results = marked.count > 1 ? Set(table.jobs.compactMap { $0?.result?.path }) : []
        plan = PlanState(files: marked, setup: setup, isOfMarks: isOfMarks, results: results)
        requestPlan()
    }

    mutating func requestPlan() {
        guard let old = plan else { return }
        if old.request > 0 { emit(.cancelPlan(old.request)) }
        let id = nextNumber()
        plan?.request = id
        let paths = old.files.map(\.path)
        let wanted = Set(paths)
        let finished = table.jobs.compactMap { $0 }.filter { job in
            job.state == .done && job.path.map(wanted.contains) ?? false
        }
        emit(
            .plan(
                PlanRequest(
                    id: id, files: paths, options: old.options, destination: old.destination, finished: finished)))
    }

    mutating func planned(_ id: Int, _ updates: [PlanUpdate]) {
        if plan?.request == id { plan?.apply(updates) }
    }

    mutating func runPlan(_ action: Action) {
        guard let focused = plan?.option else { return }
        switch action {
        case .queueBatch: queueBatch()
        case .exclude: toggleFile()
        case .editValue: focused.isText || focused == .encoding ? editOption(focused) : stepOption(focused, 1)
        case .nextValue: stepOption(focused, 1)
        case .previousValue: stepOption(focused, -1)
        case .encoding: stepOption(.encoding, 1)
        case .channels: stepOption(.channels, 1)
        case .sampleRate: stepOption(.sampleRate, 1)
        case .trackRule: editOption(.track)
        case .destination: editOption(.destination)
        case .nameTemplate: editOption(.name)
        case .partial: stepOption(.partial, 1)
        case .raisePlan: stepOption(.priority, 1)
        case .lowerPlan: stepOption(.priority, -1)
        default: break
        }
    }

    private mutating func toggleFile() {
        guard let index = plan?.rows.focusedID else { return }
        plan?.toggle(index)
        plan?.rows.move(by: 1)
    }

    private mutating func queueBatch() {
        guard let current = plan else { return }
        guard connection.isReady else {
            plan?.waitsForServer = true
            return say(.info, "Confirmed: queued as soon as the server is there.")
        }
        let id = nextNumber()
        plan?.submission = id
        emit(
            .submit(
                id,
                JobSubmission(
                    items: current.included.map { .init(path: $0) }, options: current.options,
                    destination: current.destination, priority: current.priority)))
    }

    /// A plan that was confirmed too early for the server goes now, or no longer.
    mutating func settleConfirmation() {
        guard plan?.waitsForServer == true else { return }
        switch connection {
        case .connecting, .lost: return
        case .ready, .failed: plan?.waitsForServer = false
        }
        if connection.isReady { perform(.queueBatch) }
    }

    mutating func submitted(_ id: Int, _ result: Result<JobReceipt, Trouble>) {
        guard let current = plan, current.submission == id else { return }
        switch result {
        case .success(let receipt):
            emit(.cancelPlan(current.request))
            if current.isOfMarks {
                files.marks = Marks()
                files.marksBefore = nil
            }
            plan = nil
            screen = .jobs
            for id in receipt.jobs where table[id] == nil { batchEnds.expect(id) }
            awaited = receipt.jobs.first
            focusAwaited()
            if receipt.jobs.isEmpty {
                say(.info, "Sending \(Count.of(current.included.count, "file")) to \(account.server ?? "the server").")
            } else {
                say(.success, "\(Count.of(receipt.jobs.count, "job")) queued.")
            }
        case .failure(let trouble):
            plan?.submission = nil
            say(.error, "Not queued: \(trouble.message)")
        }
    }

    mutating func backInPlan() {
        guard let current = plan else { return }
        if !current.terms.isEmpty {
            plan?.terms = SearchTerms("")
            plan?.arrange()
        } else {
            emit(.cancelPlan(current.request))
            plan = nil
        }
    }
}

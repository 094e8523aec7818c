import SpoolAPI

/// Why an action is not possible now, for people; nil when it is. Footer and palette ask the same question.
extension AppState {
    public func obstacle(to action: Action) -> String? {
        switch action {
        case .undo:
            removals.isEmpty && (screen != .files || files.marksBefore == nil) ? "There is nothing to undo." : nil
        case .open, .mark, .markRange, .markAll: screen == .files ? fileObstacle(action) : emptyListObstacle
        case .parent: files.directory == "/" ? "This is the root directory." : nil
        case .plan:
            files.marks.isEmpty && files.focused?.kind != .file ? "Mark files with Space first, or move to one." : nil
        case .markPattern, .invertMarks: files.rows.isEmpty ? "There are no files here." : nil
        case .markRecursively: files.walk == nil ? nil : "A search is running already; Esc stops it."
        case .unmarkAll: unmarkObstacle
        case .bookmarks: setup.bookmarks.isEmpty ? "No bookmarks yet: B makes one of this directory." : nil
        case .queueBatch: queueObstacle
        case .exclude: excludeObstacle
        case .raisePlan: plan?.priority == 100 ? "100 is the highest priority." : nil
        case .lowerPlan: plan?.priority == -100 ? "-100 is the lowest priority." : nil
        case .stopSending: uploads == nil ? "Nothing is being sent." : nil
        case .logIn, .createAccount, .nextServer, .previousServer: loginObstacle(action)
        case .details, .copyPath, .openFolder: pathObstacle(action)
        case .cancelJob, .retryJob, .pauseJob, .pauseQueue, .moveUp, .moveDown, .moveTop, .moveBottom, .raisePriority,
            .lowerPriority, .removeJob, .removeFinished, .save, .stopDownload, .deleteResult:
            connection.obstacle.map { "Not possible now: \($0)" } ?? jobObstacle(action)
        default: nil
        }
    }

    private func fileObstacle(_ action: Action) -> String? {
        guard let entry = files.focused else {
            return files.loading != nil ? "Still reading; Esc stops." : "There is nothing here."
        }
        switch action {
        case .mark:
            if files.rangeStart != nil { return nil }
            return entry.kind == .file
                ? nil
                : entry.kind == .directory ? "Directories are not marked; R marks all media below." : "Not a file."
        case .open:
            if entry.kind == .directory || !files.marks.isEmpty || entry.kind == .file { return nil }
            return "Neither a file nor a directory."
        default: return nil
        }
    }

    private var emptyListObstacle: String? { currentJobs.list.isEmpty ? "The list is empty." : nil }

    private var unmarkObstacle: String? {
        let isEmpty = screen == .files ? files.marks.isEmpty : currentJobs.marks.isEmpty
        return isEmpty ? "Nothing is marked." : nil
    }

    private var queueObstacle: String? {
        guard let plan else { return "There is no plan." }
        if plan.isBeingQueued { return "The batch is being queued." }
        if plan.totals.included == 0 { return "No file is left in the plan; Space takes one in, Esc goes back." }
        if case .failed(let why) = connection { return "Cannot queue now: \(why)" }
        return nil
    }

    private var excludeObstacle: String? {
        guard let plan, let index = plan.rows.focusedID else { return "The list is empty." }
        return plan.obstacle(index).map { "Cannot be converted: \($0)" }
    }

    private func pathObstacle(_ action: Action) -> String? {
        if action == .details, pane == .side { return "The details are shown already." }
        guard let job = currentJobs.focusedJob(in: table) else { return "The list is empty." }
        return action == .details || path(of: job) != nil ? nil : "The MP3 is on the server only; s saves it here."
    }

    private func jobObstacle(_ action: Action) -> String? {
        if action == .pauseQueue { return nil }
        if action == .removeFinished { return table.totals.unfinished == table.count ? "No job has ended yet." : nil }
        let selected = selectedJobs
        guard let job = selected.first else { return "The list is empty." }
        let state = job.stateText
        switch action {
        case .cancelJob, .pauseJob:
            return selected.allSatisfy(\.state.isFinal) ? "It has ended already: \(state)." : nil
        case .retryJob:
            return selected.contains(where: \.canRetry)
                ? nil : "Only failed and cancelled jobs are retried; this one is \(state)."
        case .moveUp, .moveDown, .moveTop, .moveBottom, .raisePriority, .lowerPriority:
            return selected.contains(where: \.isWaiting) ? nil : "Only waiting jobs are moved; this one is \(state)."
        case .removeJob, .deleteResult:
            return selected.contains(where: \.canRemove) ? nil : "It is being converted: c cancels it first."
        case .save:
            return selected.contains { $0.result?.available == true } ? nil : "The server no longer has this MP3."
        case .stopDownload:
            return selected.contains { saves[$0.id]?.isActive == true } ? nil : "It is not being saved."
        default: return nil
        }
    }
}

import TUIScreen

/// Each action's effect on the state.
extension AppState {
    mutating func run(_ action: Action) {
        switch action {
        case .showFiles: show(.files)
        case .showJobs: show(.jobs)
        case .showDownloads: show(.downloads)
        case .nextPane, .previousPane: pane = pane == .list ? .side : .list
        case .leavePane: pane = .list
        case .undo: undo()
        case .palette: openPalette()
        case .servers: openServers()
        case .help: dialogs.append(.help(HelpState(contexts: screenContexts)))
        case .back: back()
        // Ctrl-L is the event loop's own; it stands in the table so that help and documentation name it.
        case .redraw: break
        case .quit: quit()

        case .up: move(by: -1)
        case .down: move(by: 1)
        case .pageUp: movePage(by: -1)
        case .pageDown: movePage(by: 1)
        case .first: move(by: -Self.far)
        case .last: move(by: Self.far)
        case .filter: openFilter()
        case .mark: mark()
        case .markRange: markRange()
        case .markAll: markAll()
        case .unmarkAll: unmarkAll()

        case .open, .parent, .plan, .markPattern, .markRecursively, .invertMarks, .sort, .reverseSort, .showHidden,
            .showAllFiles, .goHome, .goToPath, .bookmarks, .addBookmark, .reload:
            runFiles(action)

        case .queueBatch, .exclude, .editValue, .nextValue, .previousValue, .encoding, .channels, .sampleRate,
            .trackRule, .destination, .nameTemplate, .partial, .raisePlan, .lowerPlan:
            runPlan(action)

        case .details, .cancelJob, .retryJob, .pauseJob, .pauseQueue, .moveUp, .moveDown, .moveTop, .moveBottom,
            .raisePriority, .lowerPriority, .removeJob, .removeFinished, .stateFilter, .stopSending:
            runJobs(action)

        case .save, .stopDownload, .copyPath, .openFolder, .deleteResult: runDownloads(action)

        case .nextField, .previousField, .nextServer, .previousServer, .createAccount, .logIn, .leaveLogin:
            runLogin(action)

        case .close, .paletteUp, .paletteDown, .runCommand, .confirm, .decline, .accept, .abandon, .complete:
            runDialog(action)
        }
    }

    /// More rows than any list has, and safe to add to any row.
    private static let far = 1 << 40

    mutating func show(_ new: Screen) { screen = new }

    /// One level up. At the top there is nothing above.
    private mutating func back() {
        if pane == .side {
            pane = .list
        } else if showsPlan {
            backInPlan()
        } else if screen == .files {
            backInFiles()
        } else {
            backInJobs()
        }
    }

    mutating func quit() {
        if saves.values.contains(where: \.isActive), !isAskingToQuit {
            return ask(
                .quitWhileSaving, "Quit while MP3s are being saved?",
                "What is not complete stays as .part and goes on when it is saved again.")
        }
        if uploads != nil, !isAskingToQuit {
            return ask(
                .quitWhileSending, "Quit while files are being sent?",
                "What has not been sent whole is not converted; the jobs that are queued go on.")
        }
        for removal in removals { emit(.control(removal.jobs, .remove)) }
        removals = []
        emit(.quit)
    }

    private var isAskingToQuit: Bool {
        if case .confirmation(let confirmation) = dialogs.last {
            confirmation.subject == .quitWhileSaving || confirmation.subject == .quitWhileSending
        } else {
            false
        }
    }

    mutating func ask(_ subject: Confirmation.Subject, _ question: String, _ consequence: String) {
        dialogs.append(.confirmation(Confirmation(subject: subject, question: question, consequence: consequence)))
    }

    private mutating func undo() {
        if let removal = removals.popLast() {
            jobs.unhide(removal.jobs, in: table)
            downloads.unhide(removal.jobs, in: table)
            say(.success, "\(Count.of(removal.jobs.count, "job")) brought back.")
        } else if screen == .files, let before = files.marksBefore {
            files.marks = before
            files.marksBefore = nil
            say(.success, "\(Count.of(before.count, "mark")) brought back.")
        }
    }
}

import MediaTypes
import SpoolAPI
import TUIScreen

/// What the front-end does first: reads the directory, and plans `files` if there are any.
public func start(_ state: inout AppState, files: [MarkedFile] = []) -> [Effect] {
    state.enter(state.setup.directory, focusing: nil)
    if !files.isEmpty { state.openPlan(files, isOfMarks: false) }
    state.settle()
    return state.takeEffects()
}

/// Takes one event in and returns what is to be done. Reads no clock and does no I/O.
public func update(_ state: inout AppState, _ event: AppEvent) -> [Effect] {
    state.handle(event)
    state.settle()
    return state.takeEffects()
}

extension AppState {
    fileprivate mutating func handle(_ event: AppEvent) {
        switch event {
        case .terminal(let event): handle(event)
        case .timer(let timer, let now): handle(timer, now: now)
        case .listingProgress, .listed, .described, .listingComplete, .walkProgress, .walked, .probed:
            handleFiles(event)
        case .completed(let id, let completion): complete(id, completion)
        case .planned(let id, let updates): planned(id, updates)
        case .submitted(let id, let result): submitted(id, result)
        case .connection(let new): connectionChanged(new)
        case .jobs(let all, let now): replaceJobs(all, now: now)
        case .feed(let events, let now): feed(events, now: now)
        case .controlFailed(let ids, let control, let trouble): controlFailed(ids, control, trouble)
        case .log(let id, let result): logs[id] = result
        case .saving(let id, let status): saving(id, status)
        case .uploads(let status): uploadsChanged(status)
        case .uploaded(let receipt, let directory): uploaded(receipt, to: directory)
        case .uploadFailed(let path, let trouble): uploadFailed(path, trouble)
        case .loginNeeded: loginNeeded()
        case .loggedIn(let id, let account, let servers): loggedIn(id, account, servers)
        case .loginFailed(let id, let failure): loginFailed(id, failure)
        case .serverDescribed(let id, let result): serverDescribed(id, result)
        case .switched(let account): switched(account)
        case .account(let new): account = new
        case .report(let kind, let text): say(kind, text)
        }
    }

    private mutating func handle(_ event: TerminalEvent) {
        switch event {
        case .key(let key): handle(key)
        case .paste(let text): paste(text)
        case .mouse(let event): mouse(event)
        case .resize(let new): size = new
        // The event loop repaints by itself.
        case .resumed: break
        }
    }

    private mutating func handle(_ timer: Timer, now: Timestamp) {
        self.now = max(self.now, now)
        switch timer {
        case .notice(let id): if notice?.id == id { notice = nil }
        case .reading(let id): if files.loading?.id == id { files.loading?.isSlow = true }
        case .probe(let ticket): probeFocused(ticket)
        case .plan(let ticket): if plan?.ticket == ticket { requestPlan() }
        case .removal(let id): finishRemoval(id)
        case .login(let id): countDown(id)
        case .tick: isTicking = false
        }
    }

    /// Follows up on a change: heights of lists, the probe of the focused file, the next tick.
    mutating func settle() {
        settleHeights()
        settleProbe()
        settleLog()
        settleBatchEnds()
        if !isTicking, showsRunningTime {
            isTicking = true
            emit(.after(1000, .tick))
        }
    }

    /// Something on the screen moves by itself.
    private var showsRunningTime: Bool {
        guard screen == .jobs, connection.isReady else { return false }
        return table.totals.active.contains { table.job(at: $0)?.progress != nil }
    }
}

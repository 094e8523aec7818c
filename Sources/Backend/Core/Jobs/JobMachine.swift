import SpoolAPI

/// Which changes of a job are legal, and where they lead.
///
///     receiving → queued → converting → publishing → done
///         |          ↑ \       |   \______ |
///         |          |  \      |          ↓↓
///         ↓          |   `→ cancelled    failed      crash, release: back to queued
///      cancelled     `— retry — (failed, cancelled)
public enum JobMachine {
    /// The status after `event`. Throws `conflict` with a sentence for people when the status does not allow it.
    public static func apply(_ event: JobEvent, to status: JobStatus) throws(BackendError) -> JobStatus {
        switch event {
        case .received:
            try move(status, from: [.receiving], to: .queued, "Only a job that is being received can be queued")
        case .claim: try claim(status)
        case .publish:
            try move(status, from: [.converting], to: .publishing, "Only a job that converts can be published")
        case .finish: try end(status, from: [.publishing], as: .done, "Only a job that is being published can be done")
        case .fail: try end(status, from: running, as: .failed, "Only a running job can fail")
        case .crash: try crash(status)
        case .release: try release(status)
        case .cancel: try cancel(status)
        case .retry: try retry(status)
        case .pause: try pause(status)
        case .resume: try resume(status)
        case .edit:
            try move(
                status, from: [.receiving, .queued], to: status.state, "Only a job that has not started can be changed")
        case .remove: try remove(status)
        }
    }

    private static func claim(_ status: JobStatus) throws(BackendError) -> JobStatus {
        guard !status.paused else {
            throw BackendError(.conflict, "A paused job cannot be converted: resume it first.")
        }
        guard status.attempt < status.maxAttempts else {
            throw BackendError(.conflict, "All \(status.maxAttempts) attempts are used up: retry the job.")
        }
        var next = try move(status, from: [.queued], to: .converting, "Only a queued job can be converted")
        next.attempt += 1
        return next
    }

    private static func crash(_ status: JobStatus) throws(BackendError) -> JobStatus {
        guard status.attempt < status.maxAttempts else {
            return try end(status, from: running, as: .failed, "Only a running job can crash")
        }
        return try move(status, from: running, to: .queued, "Only a running job can crash")
    }

    private static func release(_ status: JobStatus) throws(BackendError) -> JobStatus {
        var next = try move(status, from: running, to: .queued, "Only a running job can be given back")
        next.attempt = max(next.attempt - 1, 0)
        return next
    }

    private static func cancel(_ status: JobStatus) throws(BackendError) -> JobStatus {
        if status.state == .publishing {
            throw BackendError(.conflict, "The job is being published and will be done in a moment.")
        }
        return try end(
            status, from: [.receiving, .queued, .converting, .cancelled], as: .cancelled,
            "Only an unfinished job can be cancelled")
    }

    private static func retry(_ status: JobStatus) throws(BackendError) -> JobStatus {
        var next = try end(
            status, from: [.failed, .cancelled], as: .queued, "Only a failed or cancelled job can be retried")
        next.attempt = 0
        return next
    }

    private static func pause(_ status: JobStatus) throws(BackendError) -> JobStatus {
        var next = try move(
            status, from: [.receiving, .queued, .converting], to: status.state, "Only an unfinished job can be paused")
        next.paused = true
        return next
    }

    private static func resume(_ status: JobStatus) throws(BackendError) -> JobStatus {
        guard !status.state.isFinal else { throw refusal("Only an unfinished job can be resumed", status.state) }
        var next = status
        next.paused = false
        return next
    }

    private static func remove(_ status: JobStatus) throws(BackendError) -> JobStatus {
        guard !running.contains(status.state) else {
            throw BackendError(.conflict, "The job is \(status.state.phrase): cancel it before removing it.")
        }
        return status
    }

    private static let running: Set<JobState> = [.converting, .publishing]

    private static func move(
        _ status: JobStatus, from allowed: Set<JobState>, to state: JobState, _ rule: String
    ) throws(BackendError) -> JobStatus {
        guard allowed.contains(status.state) else { throw refusal(rule, status.state) }
        var next = status
        next.state = state
        return next
    }

    /// Like `move`; the pause ends with the attempt.
    private static func end(
        _ status: JobStatus, from allowed: Set<JobState>, as state: JobState, _ rule: String
    ) throws(BackendError) -> JobStatus {
        var next = try move(status, from: allowed, to: state, rule)
        next.paused = false
        return next
    }

    private static func refusal(_ rule: String, _ state: JobState) -> BackendError {
        BackendError(.conflict, "\(rule); this one is \(state.phrase).")
    }
}

extension JobState {
    /// Fits after "is".
    fileprivate var phrase: String {
        switch self {
        case .receiving: "being received"
        case .queued: "queued"
        case .converting: "being converted"
        case .publishing: "being published"
        case .done: "done"
        case .failed: "failed"
        case .cancelled: "cancelled"
        }
    }
}

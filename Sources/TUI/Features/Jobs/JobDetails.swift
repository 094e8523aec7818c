import MediaTypes
import SpoolAPI
import TUIScreen

/// A job's whole story, with its log.
struct JobDetails {
    let state: AppState
    let columns: Int

    var lines: [DetailLine] {
        guard let job = state.currentJobs.focusedJob(in: state.table) else { return [] }
        var lines = DetailLine.text(SafeText(bytes: job.name.bytes), Ink.strong, columns: columns)
        lines.append(.blank)
        lines += DetailLine.field(
            "State", SafeText("\(job.stateGlyph) \(job.stateText)"), job.stateStyle, columns: columns)
        if let failure = job.failure {
            lines += DetailLine.field(
                "Error", SafeText("\(failure.message) (\(failure.code.rawValue))"), Ink.bad, columns: columns)
            if job.canRetry { lines += field("", "r runs it again.") }
        }
        for warning in job.warnings {
            lines += DetailLine.field("Warning", SafeText(warning.message), Ink.warning, columns: columns)
        }
        lines += progress(job) + result(job) + options(job) + times(job)
        if state.screen == .jobs { lines += log(job) }
        return lines
    }

    private func progress(_ job: Job) -> [DetailLine] {
        var lines: [DetailLine] = []
        if let progress = job.progress, !job.state.isFinal {
            let total = progress.total.map { " of " + Human.duration(milliseconds: $0) } ?? ""
            lines += field(
                "Progress", "\(Human.duration(milliseconds: progress.done))\(total) \(Human.speed(progress.speed))")
        }
        if job.attempt > 0 { lines += field("Attempt", "\(job.attempt) of \(job.maxAttempts)") }
        if let worker = job.worker { lines += field("Worker", worker) }
        if job.priority != 0 { lines += field("Priority", "\(job.priority)") }
        return lines
    }

    private func result(_ job: Job) -> [DetailLine] {
        var lines: [DetailLine] = []
        if let path = job.path { lines += field("Source", path) }
        if let result = job.result {
            lines += field("MP3", result.path ?? result.name)
            lines += field(
                "",
                "\(Human.bytes(result.size)), \(Human.duration(milliseconds: result.duration)), \(result.encoding) \(result.bitRate) kbit/s"
            )
            lines += field(
                "", "\(result.sampleRate) Hz, \(result.channels == 1 ? "mono" : "\(result.channels) channels")")
            lines += field("Track", result.track)
            lines += field("SHA-256", result.sha256)
        } else if let destination = job.destination {
            lines += field("To", destination)
        }
        if case .saved(let path)? = state.saves[job.id] { lines += field("Saved as", path) }
        if case .failed(let why)? = state.saves[job.id] {
            lines += DetailLine.field("Not saved", SafeText(why), Ink.bad, columns: columns)
        }
        return lines
    }

    private func options(_ job: Job) -> [DetailLine] {
        var words = [job.options.encoding.description]
        if job.options.channels != .keep { words.append(job.options.channels.rawValue) }
        if let rate = job.options.sampleRate { words.append("\(rate) Hz") }
        if let track = job.options.track { words.append("track \(track)") }
        if job.options.partial == .keep { words.append("keep partial") }
        return field("Options", words.joined(separator: ", "))
    }

    private func times(_ job: Job) -> [DetailLine] {
        var lines = field("Queued", state.setup.localTime.date(job.createdAt))
        if let started = job.startedAt {
            lines += field("Started", state.setup.localTime.date(started))
            let end = job.finishedAt ?? (state.now > started ? state.now : nil)
            if let end { lines += field("Took", Human.duration(milliseconds: end - started)) }
        }
        return lines + field("Job", job.id.rawValue)
    }

    private func log(_ job: Job) -> [DetailLine] {
        guard let log = state.logs[job.id] else { return [] }
        let heading = [DetailLine.blank] + DetailLine.text("Log", Ink.quiet, columns: columns)
        switch log {
        case nil: return heading + DetailLine.text("fetching…", Ink.quiet, columns: columns)
        case .failure(let trouble):
            return heading + DetailLine.text(SafeText(trouble.message), Ink.bad, columns: columns)
        case .success(""): return heading + DetailLine.text("empty", Ink.quiet, columns: columns)
        case .success(let text):
            return heading
                + SafeText.wrap(String(text.suffix(20_000)), columns: columns).map {
                    DetailLine(text: $0, style: Ink.plain)
                }
        }
    }

    private func field(_ label: String, _ value: String) -> [DetailLine] {
        DetailLine.field(label, SafeText(value), columns: columns)
    }

    private func field(_ label: String, _ path: RawName) -> [DetailLine] {
        DetailLine.field(label, SafeText(bytes: state.setup.display(path).bytes), columns: columns)
    }
}

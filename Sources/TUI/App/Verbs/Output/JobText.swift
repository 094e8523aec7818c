import ClientCore
import MediaTypes
import SpoolAPI
import TUIFeatures
import TUIScreen

/// Jobs in words.
enum JobText {
    static func name(_ name: RawName) -> SafeText { SafeText(bytes: name.bytes) }

    /// How a job ended or stands, in one line: `talk.mkv: failed: input ends at 12:03 of 45:10 (truncated)`.
    static func line(_ job: Job) -> SafeText {
        name(job.name) + ": " + state(job)
    }

    static func failure(_ name: RawName, _ failure: MediaFailure) -> SafeText {
        self.name(name) + SafeText(": failed: \(failure.message) (\(failure.code.rawValue))")
    }

    /// The state with what matters in it.
    static func state(_ job: Job) -> SafeText {
        if let failure = job.failure, job.state == .failed {
            return SafeText("failed: \(failure.message) (\(failure.code.rawValue))")
        }
        if let result = job.result, job.state == .done {
            let warnings = job.warnings.map { "; warning: \($0.message)" }.joined()
            return "done: " + name(result.path ?? result.name)
                + SafeText(
                    " (\(Human.duration(milliseconds: result.duration)), \(Human.bytes(result.size)))\(warnings)")
        }
        return SafeText(word(job))
    }

    /// One word for tables.
    static func word(_ job: Job) -> String {
        job.paused && !job.state.isFinal ? "paused" : job.state.rawValue
    }

    /// `[████▌     ]  45%  12.3×  3 min left  talk.mkv` in at most `columns`.
    static func progress(_ job: Job, columns: Int) -> SafeText {
        let figures = progressFigures(job)
        let shown = columns >= figures.utf8.count + 24 ? "\(bar(job, cells: 12)) \(figures)" : figures
        let head = SafeText(shown + "  ")
        return head + name(job.name).truncated(to: max(columns - head.columns, 4), .middle)
    }

    private static func bar(_ job: Job, cells: Int) -> String {
        let filled = Int((job.progress?.fraction ?? 0) * Double(cells))
        return "[" + String(repeating: "#", count: filled) + String(repeating: "-", count: cells - filled) + "]"
    }

    static func progressFigures(_ job: Job) -> String {
        guard let progress = job.progress, !job.paused else { return word(job) }
        let percent = progress.fraction.map { Human.percent($0) } ?? Human.duration(milliseconds: progress.done)
        let speed = Human.speed(progress.speed)
        let left = remaining(progress).map { "\(Human.remaining(milliseconds: $0)) left" } ?? ""
        return [pad(percent, 4), pad(speed, 5), left].filter { !$0.isEmpty }.joined(separator: " ")
    }

    private static func remaining(_ progress: JobProgress) -> Double? {
        guard let total = progress.total, progress.speed > 0 else { return nil }
        return Double(max(total - progress.done, 0)) / progress.speed
    }

    /// Right-aligned.
    static func pad(_ text: String, _ width: Int) -> String {
        String(repeating: " ", count: max(width - text.count, 0)) + text
    }
}

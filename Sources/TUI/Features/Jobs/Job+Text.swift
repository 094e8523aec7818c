import MediaTypes
import SpoolAPI
import TUIScreen

/// A job's state for people.
extension Job {
    /// One word, at most ten letters.
    var stateText: String {
        if paused, !state.isFinal { return "paused" }
        return switch state {
        case .receiving: "receiving"
        case .queued: "waiting"
        case .converting: "converting"
        case .publishing: "finishing"
        case .done: warnings.isEmpty ? "done" : "done (!)"
        case .failed: "failed"
        case .cancelled: "cancelled"
        }
    }

    var stateGlyph: String {
        if paused, !state.isFinal { return "‖" }
        return switch state {
        case .receiving: "↑"
        case .queued: "·"
        case .converting, .publishing: "▶"
        case .done: warnings.isEmpty ? "✓" : "⚠"
        case .failed: "✗"
        case .cancelled: "×"
        }
    }

    var stateStyle: Style {
        if paused, !state.isFinal { return Ink.warning }
        return switch state {
        case .receiving, .queued, .cancelled: Ink.quiet
        case .converting, .publishing: Ink.accent
        case .done: warnings.isEmpty ? Ink.good : Ink.warning
        case .failed: Ink.bad
        }
    }

    /// Milliseconds of wall time left, by its speed and the time since it was measured; nil while unknown.
    func remaining(at now: Timestamp) -> Double? {
        guard state == .converting, !paused, let progress, let total = progress.total, progress.speed > 0 else {
            return nil
        }
        let needed = Double(max(total - progress.done, 0)) / progress.speed
        let since = Double(min(max(now - progress.updatedAt, 0), 10_000))
        return max(needed - since, 1000)
    }

    /// What there is to say in place of a bar.
    func outcome(_ localTime: LocalTime) -> String {
        switch state {
        case .failed: failure?.message ?? "failed"
        case .cancelled: ""
        case .done:
            result.map {
                "\(Human.bytes($0.size)), \(Human.duration(milliseconds: $0.duration))\(warnings.first.map { ": \($0.message)" } ?? "")"
            } ?? ""
        case .queued, .receiving:
            [
                priority == 0 ? nil : "priority \(priority)",
                notBefore.map { "not before \(localTime.date($0))" },
            ].compactMap { $0 }.joined(separator: ", ")
        case .converting, .publishing: ""
        }
    }
}

import BackendCore
import SpoolAPI

/// The mail about a batch that has ended.
struct BatchDigest: Sendable {
    /// All jobs of the batch, in their order.
    var jobs: [Job]

    var subject: String {
        let parts = [(JobState.done, "done"), (.failed, "failed"), (.cancelled, "cancelled")].compactMap {
            state, word in
            let count = jobs.filter { $0.state == state }.count
            return count > 0 ? "\(count) \(word)" : nil
        }
        return "Spool: " + parts.joined(separator: ", ")
    }

    var body: String {
        let failed = jobs.filter { $0.state == .failed }
        let done = jobs.filter { $0.state == .done }
        var lines: [String] = []
        if !failed.isEmpty {
            lines +=
                ["Failed:"] + Self.listed(failed) { "\($0.name.text): \($0.failure?.message ?? "no reason is known")" }
                + [""]
        }
        if !done.isEmpty {
            lines += ["Done:"] + Self.listed(done) { $0.result?.name.text ?? $0.name.text } + [""]
        }
        return lines.joined(separator: "\n")
    }

    private static let longestList = 200

    private static func listed(_ jobs: [Job], _ line: (Job) -> String) -> [String] {
        let shown = jobs.prefix(longestList).map { "  " + line($0) }
        let rest = jobs.count - shown.count
        return rest > 0 ? shown + ["  … and \(rest) more"] : shown
    }
}

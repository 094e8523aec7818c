/// What one check of `spoold doctor` found.
struct Finding: Codable, Hashable, Sendable {
    enum Verdict: String, Codable, Sendable {
        case ok
        case warning
        case failed

        var mark: String {
            switch self {
            case .ok: "ok     "
            case .warning: "warning"
            case .failed: "FAILED "
            }
        }
    }

    /// Stable: `home`, `lock`, `ledger`, `worker`, `sandbox`, `space`, `settings`, `server`.
    var check: String
    var verdict: Verdict
    var detail: String
    /// How to mend it.
    var advice: String?
}

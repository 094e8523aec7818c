import SpoolAPI

/// Sums over all jobs, kept up to date change by change.
struct JobTotals: Hashable, Sendable {
    private(set) var counts: [JobState: Int] = [:]
    private(set) var paused = 0
    /// Slots of the jobs that are being converted or published.
    private(set) var active: Set<Int> = []
    /// Jobs of each batch that have not ended.
    private(set) var left: [BatchID: Int] = [:]
    /// Source bytes of the jobs that wait and are not paused.
    private(set) var waitingBytes: Int64 = 0
    /// What finished jobs teach about milliseconds of audio per source byte.
    private var doneBytes: Int64 = 0
    private var doneMilliseconds: Int64 = 0

    var done: Int { counts[.done] ?? 0 }
    var failed: Int { counts[.failed] ?? 0 }
    var cancelled: Int { counts[.cancelled] ?? 0 }
    var unfinished: Int { counts.reduce(0) { $0 + ($1.key.isFinal ? 0 : $1.value) } }

    mutating func add(_ job: Job, slot: Int) { count(job, slot, 1) }
    mutating func remove(_ job: Job, slot: Int) { count(job, slot, -1) }

    private mutating func count(_ job: Job, _ slot: Int, _ sign: Int) {
        counts[job.state, default: 0] += sign
        if job.paused, !job.state.isFinal { paused += sign }
        if job.state == .converting || job.state == .publishing {
            if sign > 0 { active.insert(slot) } else { active.remove(slot) }
        }
        if !job.state.isFinal {
            left[job.batch, default: 0] += sign
            if left[job.batch] == 0 { left[job.batch] = nil }
        }
        if job.state == .queued, !job.paused { waitingBytes += Int64(sign) * job.size }
        if job.state == .done, let result = job.result, job.size > 0 {
            doneBytes += Int64(sign) * job.size
            doneMilliseconds += Int64(sign) * result.duration
        }
    }

    /// Milliseconds of audio that `bytes` of source hold, as far as finished jobs tell.
    func estimatedAudio(in bytes: Int64) -> Double? {
        if bytes <= 0 { return 0 }
        guard doneBytes > 0 else { return nil }
        return Double(bytes) * Double(doneMilliseconds) / Double(doneBytes)
    }
}

import SpoolAPI

/// Which batches have ended and were not announced yet: the server tells of jobs one by one, may tell of an end before
/// it tells of the rest, and of a job's end before it answers that the job is queued.
struct BatchEnds: Sendable {
    private var ended: Set<BatchID> = []
    /// Jobs that were queued from here and that the server has not told of.
    private var expected: Set<JobID> = []

    mutating func expect(_ job: JobID) { expected.insert(job) }

    mutating func toldOf(_ job: JobID) { expected.remove(job) }

    mutating func jobEnded(_ job: Job) { ended.insert(job.batch) }

    /// Its last job was cancelled or removed: whoever did that needs no announcement.
    mutating func dismiss(_ batch: BatchID) { ended.remove(batch) }

    /// Whether batches of which nothing is `left` wait to be announced; they are forgotten with the answer.
    mutating func take(left: [BatchID: Int]) -> Bool {
        guard expected.isEmpty else { return false }
        let over = ended.filter { left[$0] == nil }
        ended.subtract(over)
        return !over.isEmpty
    }
}

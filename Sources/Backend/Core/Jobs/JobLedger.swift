import MediaTypes
import SpoolAPI

/// The truth about jobs, as those see it who bring jobs in and who convert them.
///
/// Every call is one transaction and durable when it returns, except that claims, renewals and progress may be lost
/// with the machine (not with the process): it takes their workers along. A call that has begun is carried out even
/// when the calling task is cancelled. Calls about a claim are fenced by its token: after the job was
/// cancelled, removed or claimed again they change nothing and throw `leaseLost` (`renew` returns `.lost`).
public protocol JobLedger: Sendable {
    /// Inserts all jobs or none, queued behind those of their priority. The same idempotency key returns the first
    /// receipt and inserts nothing; throws `keyReused` when its fingerprint differs, `taken` for a known job id.
    func insert(_ batch: NewBatch) async throws -> JobReceipt

    /// An upload is complete: `receiving` → `queued`. Harmless when repeated.
    func enqueue(_ job: JobID, size: Int64) async throws -> JobRecord

    /// Claims the next job for `worker`: ends expired leases first, then takes the highest priority, then the owner
    /// with the fewest running jobs (of these the one served longest ago), then the lowest rank. Skips paused jobs
    /// and those whose `notBefore` lies ahead. nil when nothing is claimable or the queue is paused.
    func claimNext(worker: String, lease: Duration) async throws -> JobClaim?

    /// The lease now ends `lease` from now; `progress` replaces the job's when given.
    func renew(_ token: ClaimToken, lease: Duration, progress: JobProgress?) async throws -> LeaseStatus

    /// `converting` → `publishing`, with what is about to be published: from here on a cancel is refused, so an
    /// MP3 may become visible only after this has returned.
    func beginPublishing(_ token: ClaimToken, _ publication: JobResult) async throws

    /// Ends the attempt; `log` (free text, kept to its last 64 KiB) joins the job's log. Repeating the call with
    /// the same token and a final outcome is harmless.
    @discardableResult
    func settle(_ token: ClaimToken, _ outcome: AttemptOutcome, log: String) async throws -> JobRecord

    /// Ends leases; their jobs are queued again, or failed once their attempts are used up. Returns these jobs.
    @discardableResult
    func reclaim(_ scope: ReclaimScope) async throws -> [JobRecord]

    /// How long until a job becomes claimable by itself, because its `notBefore` or another worker's lease ends;
    /// nil when there is none, zero when there is one now.
    func nextDeadline() async throws -> Duration?
}

import SpoolAPI

/// What a client may do to one job.
public enum JobCommand: Hashable, Sendable {
    /// Harmless when repeated.
    case cancel
    /// A failed or cancelled job starts anew, behind the others of its priority.
    case retry
    case pause
    case resume
    case patch(JobPatch)
    /// The MP3 was deleted from the server: `result.available` becomes false.
    case forgetResult
    /// The uploaded video was deleted from the server, or is about to be: `JobRecord.source` becomes nil, and the job
    /// can no longer be retried. Only when it has ended; harmless when repeated.
    case forgetSource
}

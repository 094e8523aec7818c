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
}

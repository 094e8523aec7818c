import MediaTypes
import SpoolAPI

/// What the shell is asked to do. Numbers identify requests; answers carry them back and late ones are ignored.
public enum Effect: Hashable, Sendable {
    // Files
    case list(Int, RawName)
    case cancelListing(Int)
    /// All media files below a directory; hidden ones only when asked; at most `Walk.limit`.
    case walk(Int, RawName, hidden: Bool)
    case cancelWalk(Int)
    case probe(RawName)
    /// Names that continue an absolute path; answered with the longest common continuation.
    case complete(Int, RawName, directoriesOnly: Bool)
    case saveBookmarks([RawName])
    // Plan
    case plan(PlanRequest)
    case cancelPlan(Int)
    case submit(Int, JobSubmission)
    // Jobs
    case control([JobID], JobCommand)
    case pauseQueue(Bool)
    case fetchLog(JobID)
    // Downloads
    /// Jobs that are done, into a directory; the template names the files, else they keep their names.
    case save([Job], directory: RawName, template: String?)
    case stopSaving([JobID])
    case stopUploads
    // Server
    case logIn(Int, LoginRequest)
    case cancelLogin(Int)
    /// Nobody logs in: what waits for it gives up.
    case declineLogin
    /// What a server allows; its name or address.
    case describeServer(Int, String)
    /// Work with another server from now on; nil is one's own daemon.
    case useServer(String?)
    // Desktop
    case copy(String)
    case bell
    /// Post `.timer` after so many milliseconds.
    case after(Int, Timer)
    case quit
}

import MediaTypes
import SpoolAPI
import TUIScreen

/// Everything that `update` hears of. Time comes only in here.
public enum AppEvent: Sendable {
    case terminal(TerminalEvent)
    case timer(Timer, now: Timestamp)
    // Files
    /// Names seen so far.
    case listingProgress(Int, count: Int)
    case listed(Int, Result<DirectoryListing, Trouble>)
    /// What was found out about the entries from `start` on, in the listing's order.
    case described(Int, start: Int, [FileFacts])
    /// All entries are described.
    case listingComplete(Int)
    case walkProgress(Int, found: [MarkedFile], directories: Int)
    case walked(Int, Result<WalkSummary, Trouble>)
    case probed(RawName, Result<MediaInfo, MediaFailure>)
    case completed(Int, Completion)
    // Plan
    case planned(Int, [PlanUpdate])
    case submitted(Int, Result<JobReceipt, Trouble>)
    // Jobs
    case connection(Connection)
    /// All jobs there are, in place of those known so far.
    case jobs([Job], now: Timestamp)
    case feed([FeedEvent], now: Timestamp)
    case controlFailed([JobID], JobCommand, Trouble)
    case log(JobID, Result<String, Trouble>)
    // Downloads
    case saving(JobID, SaveStatus)
    // Uploads
    /// Nil once all have ended.
    case uploads(UploadStatus?)
    /// A source is there; its result is to come to a directory.
    case uploaded(JobReceipt, RawName)
    case uploadFailed(RawName, Trouble)
    // Server
    /// The server wants a password before it goes on.
    case loginNeeded
    /// The attempt worked; with the servers that are known now.
    case loggedIn(Int, Account, [KnownServer])
    case loginFailed(Int, LoginFailure)
    case serverDescribed(Int, Result<ServerDescription, Trouble>)
    /// Another server is being connected to.
    case switched(Account)
    /// Who is logged in where.
    case account(Account)
    /// Something outside the screens went wrong or well.
    case report(Notice.Kind, String)
}

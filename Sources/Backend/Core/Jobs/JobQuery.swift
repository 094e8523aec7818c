import SpoolAPI

public struct JobQuery: Hashable, Sendable {
    public enum Keeping: Hashable, Sendable {
        /// An uploaded video: `JobRecord.source`.
        case source
        /// An MP3: `JobResult.available`.
        case result
    }

    public var owner: UserID?
    /// `JobRecordPage.next` of the page before.
    public var after: String?
    /// Empty means any.
    public var states: Set<JobState>
    public var batch: BatchID?
    /// Part of the name, ASCII case ignored, or the beginning of the id.
    public var text: String?
    /// Only jobs that ended before this time.
    public var endedBefore: Timestamp?
    /// Only jobs that still keep this.
    public var keeping: Keeping?
    /// 1 … 1000; values outside are brought inside.
    public var limit: Int

    public init(
        owner: UserID? = nil, after: String? = nil, states: Set<JobState> = [], batch: BatchID? = nil,
        text: String? = nil, endedBefore: Timestamp? = nil, keeping: Keeping? = nil, limit: Int = 200
    ) {
        self.owner = owner
        self.after = after
        self.states = states
        self.batch = batch
        self.text = text
        self.endedBefore = endedBefore
        self.keeping = keeping
        self.limit = limit
    }
}

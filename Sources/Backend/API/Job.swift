import MediaTypes

/// One conversion as clients see it. Times are `Timestamp`s, lengths of audio milliseconds, sizes bytes.
public struct Job: Codable, Hashable, Sendable, Identifiable {
    public var id: JobID
    public var batch: BatchID
    /// The source's file name, for people and for naming the result.
    public var name: RawName
    /// Where the source lies on the server's machine; only over the Unix socket.
    public var path: RawName?
    /// Bytes of the source; 0 when it could not be read.
    public var size: Int64
    /// The directory into which the result is delivered; only over the Unix socket.
    public var destination: RawName?
    public var options: ConversionOptions
    public var state: JobState
    /// A paused job keeps its state and makes no progress until it is resumed.
    public var paused: Bool
    /// −100 … 100; higher first.
    public var priority: Int
    /// Within a priority the lower rank is next; ranks have gaps and change when jobs are moved.
    public var rank: Double
    /// 1 … `maxAttempts` once it has been claimed; 0 before.
    public var attempt: Int
    public var maxAttempts: Int
    /// Who converts it now.
    public var worker: String?
    public var progress: JobProgress?
    public var result: JobResult?
    public var failure: MediaFailure?
    public var warnings: [MediaWarning]
    public var createdAt: Timestamp
    /// Not before this time (`--after`).
    public var notBefore: Timestamp?
    public var startedAt: Timestamp?
    public var finishedAt: Timestamp?
    /// Grows with every change of any job; the cursor of `/v1/events`.
    public var revision: Int64

    public init(
        id: JobID, batch: BatchID, name: RawName, path: RawName? = nil, size: Int64, destination: RawName? = nil,
        options: ConversionOptions = .init(), state: JobState = .queued, paused: Bool = false, priority: Int = 0,
        rank: Double = 0, attempt: Int = 0, maxAttempts: Int = 3, worker: String? = nil, progress: JobProgress? = nil,
        result: JobResult? = nil, failure: MediaFailure? = nil, warnings: [MediaWarning] = [], createdAt: Timestamp = 0,
        notBefore: Timestamp? = nil, startedAt: Timestamp? = nil, finishedAt: Timestamp? = nil, revision: Int64 = 0
    ) {
        self.id = id
        self.batch = batch
        self.name = name
        self.path = path
        self.size = size
        self.destination = destination
        self.options = options
        self.state = state
        self.paused = paused
        self.priority = priority
        self.rank = rank
        self.attempt = attempt
        self.maxAttempts = maxAttempts
        self.worker = worker
        self.progress = progress
        self.result = result
        self.failure = failure
        self.warnings = warnings
        self.createdAt = createdAt
        self.notBefore = notBefore
        self.startedAt = startedAt
        self.finishedAt = finishedAt
        self.revision = revision
    }
}

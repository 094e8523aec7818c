import MediaTypes

/// `POST /v1/jobs`: a batch by path. Only over the Unix socket, where server and client share a machine and a uid.
public struct JobSubmission: Codable, Hashable, Sendable {
    public struct Item: Codable, Hashable, Sendable {
        /// Absolute.
        public var path: RawName
        /// Options that differ from the batch's.
        public var options: ConversionOptions?

        public init(path: RawName, options: ConversionOptions? = nil) {
            self.path = path
            self.options = options
        }
    }

    public var items: [Item]
    public var options: ConversionOptions
    /// Absolute directory for the results; nil is each source's own directory.
    public var destination: RawName?
    public var priority: Int
    public var notBefore: Timestamp?
    /// Given by a client that watches the batch before it is queued; nil lets the server choose.
    public var batch: BatchID?

    public init(
        items: [Item], options: ConversionOptions = .init(), destination: RawName? = nil, priority: Int = 0,
        notBefore: Timestamp? = nil, batch: BatchID? = nil
    ) {
        self.items = items
        self.options = options
        self.destination = destination
        self.priority = priority
        self.notBefore = notBefore
        self.batch = batch
    }
}

/// The answer to a submission: one job an item, in the order of the items.
public struct JobReceipt: Codable, Hashable, Sendable {
    public var batch: BatchID
    public var jobs: [JobID]

    public init(batch: BatchID, jobs: [JobID]) {
        self.batch = batch
        self.jobs = jobs
    }
}

import MediaTypes

/// The part `options` of `POST /upload` (JSON), before the part `file`.
public struct UploadOptions: Codable, Hashable, Sendable {
    public var options: ConversionOptions
    /// −100 … 100.
    public var priority: Int
    public var notBefore: Timestamp?
    /// Uploads of one batch end in one mail. nil makes a batch of one.
    public var batch: BatchID?
    /// How many uploads the batch will have, so that its mail waits for the last; nil is unknown.
    public var batchSize: Int?

    public init(
        options: ConversionOptions = .init(), priority: Int = 0, notBefore: Timestamp? = nil, batch: BatchID? = nil,
        batchSize: Int? = nil
    ) {
        self.options = options
        self.priority = priority
        self.notBefore = notBefore
        self.batch = batch
        self.batchSize = batchSize
    }
}

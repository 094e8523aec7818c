import MediaTypes

/// What will become of one file.
public struct PlanItem: Hashable, Sendable {
    /// The track and why it was chosen, for people; nil when `problem` is set.
    public var track: String
    public var reason: String
    /// The result's file name, extension included.
    public var output: RawName
    /// Milliseconds; nil while unknown.
    public var duration: Int64?
    /// Bytes of the MP3; nil while unknown.
    public var estimatedSize: Int64?
    /// The same source has been converted with the same options and the result is still there.
    public var isConverted: Bool
    /// The wanted name is taken, so that `output` is another one.
    public var isRenamed: Bool
    /// Why it cannot be converted.
    public var problem: MediaFailure?

    public init(
        track: String = "", reason: String = "", output: RawName = "", duration: Int64? = nil,
        estimatedSize: Int64? = nil, isConverted: Bool = false, isRenamed: Bool = false, problem: MediaFailure? = nil
    ) {
        self.track = track
        self.reason = reason
        self.output = output
        self.duration = duration
        self.estimatedSize = estimatedSize
        self.isConverted = isConverted
        self.isRenamed = isRenamed
        self.problem = problem
    }
}

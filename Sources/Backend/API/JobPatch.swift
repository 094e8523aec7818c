import MediaTypes

/// `PATCH /v1/jobs/{id}`: change a job that has not started. Absent fields stay as they are.
public struct JobPatch: Codable, Hashable, Sendable {
    public enum Move: String, Codable, CaseIterable, Sendable {
        case top, up, down, bottom
    }

    public var move: Move?
    /// −100 … 100.
    public var priority: Int?
    public var options: ConversionOptions?

    public init(move: Move? = nil, priority: Int? = nil, options: ConversionOptions? = nil) {
        self.move = move
        self.priority = priority
        self.options = options
    }
}

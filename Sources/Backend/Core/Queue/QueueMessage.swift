public struct QueueReceipt: Hashable, Sendable {
    public var rawValue: String
    public init(_ rawValue: String) { self.rawValue = rawValue }
}

public struct QueueMessage: Hashable, Sendable {
    public var id: String
    public var body: String
    public var receipt: QueueReceipt
    /// 1 on the first delivery.
    public var deliveries: Int

    public init(id: String, body: String, receipt: QueueReceipt, deliveries: Int) {
        self.id = id
        self.body = body
        self.receipt = receipt
        self.deliveries = deliveries
    }
}

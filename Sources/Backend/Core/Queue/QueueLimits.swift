public enum QueueLimits {
    /// UTF-8 bytes.
    public static let maxMessageSize = 64 * 1024
    public static let maxDeliveries = 5
    /// Messages that one call of `receive` gives at most.
    public static let maxBatch = 10
    public static let maxWait = Duration.seconds(20)
}

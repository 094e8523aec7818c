public enum QueueLimits {
    /// UTF-8 bytes.
    public static let maxMessageSize = 64 * 1024
    public static let maxDeliveries = 5
    public static let maxWait = Duration.seconds(20)
}

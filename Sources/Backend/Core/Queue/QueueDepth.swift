public struct QueueDepth: Hashable, Sendable {
    public var ready: Int
    public var inFlight: Int
    public var dead: Int

    public init(ready: Int, inFlight: Int, dead: Int) {
        self.ready = ready
        self.inFlight = inFlight
        self.dead = dead
    }
}

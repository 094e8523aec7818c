/// A queue's two ends: what may be delivered, and what nobody could digest.
enum QueueEnd: Hashable, Sendable {
    case live
    case dead

    func queueName(_ name: String) -> String { self == .live ? name : name + "-dead" }
}

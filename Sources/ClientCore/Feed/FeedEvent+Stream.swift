import FoundationEssentials
import SpoolAPI

extension FeedEvent {
    /// The event that a stream's message carries; nil for kinds that this version does not know.
    init?(_ message: EventStreamMessage) throws(ClientError) {
        let data = Array(message.data.utf8)
        switch message.event {
        case "hello": self = .hello(try SpoolClient.decode(data))
        case "job": self = .job(try SpoolClient.decode(data))
        case "removed": self = .removed(try SpoolClient.decode(data))
        case "queue": self = .queue(try SpoolClient.decode(data))
        default: return nil
        }
    }
}

import SpoolAPI

/// One message of `text/event-stream`.
public struct ServerSentEvent: Hashable, Sendable {
    public var name: String
    /// What a client sends back as `Last-Event-ID`; nil leaves the client's as it is.
    public var id: Int64?
    /// Must hold no line break; JSON never does.
    public var data: [UInt8]

    public init(name: String, id: Int64?, data: [UInt8]) {
        self.name = name
        self.id = id
        self.data = data
    }

    public var encoded: [UInt8] {
        var bytes: [UInt8] = []
        if let id { bytes += Array("id: \(id)\n".utf8) }
        bytes += Array("event: \(name)\ndata: ".utf8)
        return bytes + data + Array("\n\n".utf8)
    }

    /// A comment: keeps the connection open through proxies and finds readers that are gone.
    public static let heartbeat = Array(":\n\n".utf8)
}

extension ServerSentEvent {
    /// - Parameter id: the revision up to which a client that has read this event is complete.
    public init(_ event: FeedEvent, id: Int64?) throws {
        switch event {
        case .hello(let hello): self.init(name: "hello", id: id, data: try JSON.encode(hello))
        case .job(let job): self.init(name: "job", id: id, data: try JSON.encode(job))
        case .removed(let removed): self.init(name: "removed", id: id, data: try JSON.encode(removed))
        case .queue(let queue): self.init(name: "queue", id: id, data: try JSON.encode(queue))
        }
    }
}

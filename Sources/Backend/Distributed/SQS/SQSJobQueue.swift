import BackendCore

/// One SQS queue with its dead letters in `NAME-dead`. Both are made by `createQueues`.
public struct SQSJobQueue: JobQueue {
    let name: String
    let client: SQSClient
    let addresses = QueueAddresses()
    let bodies = ReceivedBodies()
    let sendTimeout: Duration

    /// - Parameters:
    ///   - endpoint: of the region; nil for AWS's own.
    ///   - environment: where the AWS keys are looked for, see `AWSCredentialChain`.
    ///   - connections: calls that run at once; a waiting `receive` is one.
    ///   - caFile: PEM certificates to trust instead of the system's.
    ///   - sendTimeout: whoever sends has somebody waiting for an answer, and what is not sent is sent later.
    public init(
        name: String, endpoint: String? = nil, region: String, environment: [String: String], connections: Int = 4,
        caFile: String? = nil, sendTimeout: Duration = .seconds(3)
    ) {
        let http = HTTPClient(connections: connections, caFile: caFile)
        self.name = name
        self.sendTimeout = sendTimeout
        client = SQSClient(
            endpoint: endpoint ?? "https://sqs.\(region).amazonaws.com/", region: region, http: http,
            chain: AWSCredentialChain(environment: environment, region: region, client: http))
    }

    public func send(_ bodies: [String]) async throws {
        guard bodies.allSatisfy({ $0.utf8.count <= QueueLimits.maxMessageSize }) else {
            throw BackendError(.tooLarge, "A message has at most 64 KiB.")
        }
        let messages = bodies.enumerated().map { MessageText.outgoing($1, id: $0) }
        try await translating { try await send(messages, to: try await address(.live)) }
    }

    public func receive(max: Int, visibility: Duration, wait: Duration) async throws -> [QueueMessage] {
        let wait = Swift.max(0, min(wait, QueueLimits.maxWait).wholeSeconds)
        return try await translating {
            let found = try await receive(
                from: .live, max: max, visibility: Swift.max(visibility.wholeSeconds, 1), wait: wait)
            return found.map { message in
                let body = MessageText.body(of: message)
                bodies.keep(body, of: message.receiptHandle)
                return QueueMessage(
                    id: message.messageId, body: body, receipt: QueueReceipt(message.receiptHandle),
                    deliveries: message.attributes?["ApproximateReceiveCount"].flatMap { Int($0) } ?? 1)
            }
        }
    }

    public func extend(_ receipt: QueueReceipt, visibility: Duration) async throws {
        do {
            try await client.call(
                "ChangeMessageVisibility",
                VisibilityRequest(
                    queueUrl: try await address(.live), receiptHandle: receipt.rawValue,
                    visibilityTimeout: max(0, visibility.wholeSeconds)))
        } catch let failure as SQSFailure {
            guard failure.isVoidReceipt || receipt.rawValue.isEmpty else { throw failure.asBackendError }
            throw BackendError(.leaseLost, "The message is another receiver's by now.")
        }
    }

    public func acknowledge(_ receipts: [QueueReceipt]) async throws {
        for receipt in receipts { bodies.forget(receipt.rawValue) }
        try await translating { try await delete(receipts.map(\.rawValue), from: .live) }
    }

    public func depth() async throws -> QueueDepth {
        try await translating {
            let (live, dead) = (try await count(.live), try await count(.dead))
            return QueueDepth(ready: live.ready, inFlight: live.hidden, dead: dead.ready + dead.hidden)
        }
    }
}

extension Duration {
    /// Rounded up: SQS counts in seconds.
    var wholeSeconds: Int { Int(components.seconds) + (components.attoseconds > 0 ? 1 : 0) }
}

import BackendCore

extension SQSJobQueue {
    /// UTF-8 bytes; the limit is 256 KiB with attributes, and base 64 has made some bodies longer by a third.
    private static let batchSize = 240 * 1024

    /// A batch's later part may fail after an earlier one was sent: messages are wake-ups, so sending all of them
    /// again is harmless.
    func send(_ messages: [OutgoingMessage], to address: String) async throws {
        for batch in Self.batches(messages) {
            let answer = try await client.call(
                "SendMessageBatch", SendBatch(queueUrl: address, entries: batch), timeout: sendTimeout,
                as: BatchAnswer.self)
            if let failure = answer.failed?.first { throw SQSFailure(code: failure.code) }
        }
    }

    static func batches(_ messages: [OutgoingMessage]) -> [[OutgoingMessage]] {
        var batches: [[OutgoingMessage]] = []
        var size = 0
        for message in messages {
            let length = message.messageBody.utf8.count
            if let last = batches.last, last.count < QueueLimits.maxBatch, size + length <= batchSize {
                batches[batches.count - 1].append(message)
                size += length
            } else {
                batches.append([message])
                size = length
            }
        }
        return batches
    }

    func receive(
        from end: QueueEnd, max: Int, visibility: Int, wait: Int
    ) async throws -> [ReceivedMessage] {
        let request = ReceiveRequest(
            queueUrl: try await address(end), maxNumberOfMessages: min(Swift.max(max, 1), QueueLimits.maxBatch),
            visibilityTimeout: visibility, waitTimeSeconds: wait)
        let answer = try await client.call(
            "ReceiveMessage", request, timeout: .seconds(wait + 10), as: ReceiveAnswer.self)
        return answer.messages ?? []
    }

    /// Void receipts are passed over.
    func delete(_ receipts: [String], from end: QueueEnd) async throws {
        var rest = receipts.filter { !$0.isEmpty }[...]
        while !rest.isEmpty {
            let entries = rest.prefix(QueueLimits.maxBatch).enumerated().map {
                ReceiptEntry(id: "\($0)", receiptHandle: $1)
            }
            rest = rest.dropFirst(QueueLimits.maxBatch)
            let answer = try await client.call(
                "DeleteMessageBatch", DeleteBatch(queueUrl: try await address(end), entries: entries),
                as: BatchAnswer.self)
            let failures = (answer.failed ?? []).map { SQSFailure(code: $0.code) }
            if let failure = failures.first(where: { !$0.isVoidReceipt }) { throw failure }
        }
    }

    func count(_ end: QueueEnd) async throws -> (ready: Int, hidden: Int) {
        let names = ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"]
        let answer = try await client.call(
            "GetQueueAttributes", AttributesRequest(queueUrl: try await address(end), attributeNames: names),
            as: AttributesAnswer.self)
        let counts = names.map { Int(answer.attributes?[$0] ?? "") ?? 0 }
        return (counts[0], counts[1])
    }

    /// The queue's URL, asked for once.
    func address(_ end: QueueEnd) async throws -> String {
        if let known = addresses[end] { return known }
        let answer = try await client.call(
            "GetQueueUrl", QueueName(queueName: end.queueName(name)), as: QueueAddress.self)
        addresses[end] = answer.queueUrl
        return answer.queueUrl
    }

    /// Runs `work` and turns a refusal by SQS into the port's error.
    func translating<Value>(_ work: () async throws -> Value) async throws -> Value {
        do {
            return try await work()
        } catch let failure as SQSFailure {
            throw failure.asBackendError
        }
    }
}

import BackendCore

extension SQSJobQueue {
    /// The copy is there before the original goes: killed in between, the message is at worst in both places.
    public func deadLetter(_ receipt: QueueReceipt, reason: String) async throws {
        // A receipt of another process, or one long gone: the message dies by itself after `maxDeliveries`.
        guard let body = bodies.body(of: receipt.rawValue) else { return }
        do {
            try await extend(receipt, visibility: .seconds(60))
        } catch let error as BackendError where error.code == .leaseLost {
            return
        }
        var message = MessageText.outgoing(body, id: 0)
        message.messageAttributes["Reason"] = MessageAttribute(stringValue: Self.attributeText(reason))
        try await translating { try await send([message], to: try await address(.dead)) }
        try await acknowledge(receipt)
    }

    @discardableResult
    public func redrive() async throws -> Int {
        try await translating {
            var count = 0
            while true {
                let dead = try await receive(from: .dead, max: QueueLimits.maxBatch, visibility: 60, wait: 0)
                if dead.isEmpty { return count }
                let messages = dead.enumerated().map { MessageText.outgoing(MessageText.body(of: $1), id: $0) }
                try await send(messages, to: try await address(.live))
                try await delete(dead.map(\.receiptHandle), from: .dead)
                count += dead.count
            }
        }
    }

    /// SQS refuses an empty attribute and the characters that a body may not have.
    private static func attributeText(_ reason: String) -> String {
        let text = HarmlessText.of(String(reason.prefix(500)))
        return text.isEmpty ? "unknown" : text
    }
}

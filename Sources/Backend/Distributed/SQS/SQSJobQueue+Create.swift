import BackendCore
import FoundationEssentials

extension SQSJobQueue {
    private struct RedrivePolicy: Encodable {
        var deadLetterTargetArn: String
        var maxReceiveCount: Int
    }

    /// Makes the queue and its dead letters, or brings their settings up to date; may be run at any time.
    public func createQueues() async throws {
        try await translating {
            let twoWeeks = ["MessageRetentionPeriod": "1209600"]
            let dead = try await create(.dead, twoWeeks)
            let answer = try await client.call(
                "GetQueueAttributes", AttributesRequest(queueUrl: dead, attributeNames: ["QueueArn"]),
                as: AttributesAnswer.self)
            guard let arn = answer.attributes?["QueueArn"] else {
                throw BackendError(.unavailable, "SQS does not tell the name of the queue of dead letters.")
            }
            let policy = try JSONEncoder().encode(
                RedrivePolicy(deadLetterTargetArn: arn, maxReceiveCount: QueueLimits.maxDeliveries))
            _ = try await create(
                .live, twoWeeks.merging(["RedrivePolicy": String(decoding: policy, as: UTF8.self)]) { $1 })
        }
    }

    /// Without attributes SQS takes the name of a queue that there is.
    private func create(_ end: QueueEnd, _ attributes: [String: String]) async throws -> String {
        let made = try await client.call(
            "CreateQueue", QueueName(queueName: end.queueName(name)), as: QueueAddress.self)
        try await client.call(
            "SetQueueAttributes", AttributesChange(queueUrl: made.queueUrl, attributes: attributes))
        return made.queueUrl
    }
}

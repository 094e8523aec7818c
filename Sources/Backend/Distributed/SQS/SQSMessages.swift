// The shapes of the JSON protocol that are used here (Amazon SQS API reference); `SQSCoding` turns names like
// `queueUrl` into `QueueUrl`.

struct QueueName: Encodable {
    var queueName: String
}

struct QueueAddress: Codable {
    var queueUrl: String
}

struct MessageAttribute: Codable {
    var dataType = "String"
    var stringValue: String?
}

struct OutgoingMessage: Encodable {
    /// Unique in its batch.
    var id: String
    var messageBody: String
    var messageAttributes: [String: MessageAttribute]
}

struct SendBatch: Encodable {
    var queueUrl: String
    var entries: [OutgoingMessage]
}

struct BatchAnswer: Decodable {
    struct Failure: Decodable { var code: String }
    var failed: [Failure]?
}

struct ReceiveRequest: Encodable {
    var queueUrl: String
    var maxNumberOfMessages: Int
    /// Seconds.
    var visibilityTimeout: Int
    /// Seconds.
    var waitTimeSeconds: Int
    var attributeNames = ["ApproximateReceiveCount"]
    var messageAttributeNames = ["All"]
}

struct ReceiveAnswer: Decodable {
    var messages: [ReceivedMessage]?
}

struct ReceivedMessage: Decodable {
    var messageId: String
    var receiptHandle: String
    var body: String
    var attributes: [String: String]?
    var messageAttributes: [String: MessageAttribute]?
}

struct ReceiptEntry: Encodable {
    /// Unique in its batch.
    var id: String
    var receiptHandle: String
}

struct DeleteBatch: Encodable {
    var queueUrl: String
    var entries: [ReceiptEntry]
}

struct VisibilityRequest: Encodable {
    var queueUrl: String
    var receiptHandle: String
    /// Seconds.
    var visibilityTimeout: Int
}

struct AttributesRequest: Encodable {
    var queueUrl: String
    var attributeNames: [String]
}

struct AttributesAnswer: Decodable {
    var attributes: [String: String]?
}

struct AttributesChange: Encodable {
    var queueUrl: String
    var attributes: [String: String]
}

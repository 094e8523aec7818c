import BackendCore
import FoundationEssentials

/// A refusal by SQS: its code without the name space, such as `QueueDoesNotExist`.
struct SQSFailure: Error, Equatable {
    var code: String

    private struct Body: Decodable {
        var type: String
        enum CodingKeys: String, CodingKey { case type = "__type" }
    }

    static func of(_ response: HTTPResponse, action: String) -> any Error {
        if response.status >= 500 || response.status == 429 {
            return BackendError(.unavailable, "SQS is busy (HTTP \(response.status)).", retryAfter: 5)
        }
        if let body = try? JSONDecoder().decode(Body.self, from: Data(response.body)) {
            return SQSFailure(code: String(body.type.split(separator: "#").last ?? ""))
        }
        return BackendError(
            .unavailable, "SQS refused \(action) (HTTP \(response.status)): check the AWS keys and their policy.")
    }

    var isVoidReceipt: Bool {
        ["ReceiptHandleIsInvalid", "MessageNotInflight", "InvalidParameterValue"].contains(code)
    }

    /// For the port's callers.
    var asBackendError: BackendError {
        switch code {
        case "QueueDoesNotExist", "AWS.SimpleQueueService.NonExistentQueue":
            BackendError(.unavailable, "The SQS queue does not exist: run 'spoold migrate' first.")
        case "RequestThrottled", "ThrottlingException", "OverLimit":
            BackendError(.unavailable, "SQS is busy (\(code)).", retryAfter: 5)
        case "ReceiptHandleIsInvalid", "MessageNotInflight":
            BackendError(.leaseLost, "The message is another receiver's by now.")
        default:
            BackendError(.unavailable, "SQS refused the call (\(code)): check the AWS keys and their policy.")
        }
    }
}

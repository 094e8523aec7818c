@testable import BackendDistributed

extension SQSJobQueue {
    /// With its queues. moto answers 500 to one that is made while it looks through all queues for another.
    func made() async throws -> Self {
        try await askedAgain(tries: 21) { try await createQueues() }
        return self
    }
}

import BackendCore

@testable import BackendDistributed

extension SQSJobQueue {
    /// With its queues. moto answers 500 to one that is made while it looks through all queues for another.
    func made() async throws -> Self {
        for _ in 0..<20 {
            do {
                try await createQueues()
                return self
            } catch let error as BackendError where error.code == .unavailable {
                continue
            }
        }
        try await createQueues()
        return self
    }
}

import BackendCore
import SpoolAPI

extension Notifier {
    enum Verdict {
        case running
        /// All that is there has ended, and more was announced: look again after this time.
        case incomplete(Duration)
        case ended([Job])
    }

    func verdict(on batch: OwnedBatch) async throws -> Verdict {
        let counts = try await catalog.counts(owner: batch.owner, batch: batch.batch)
        guard counts.allSatisfy({ $0.key.isFinal || $0.value == 0 }) else { return .running }
        let records = try await records(of: batch)
        // One that came between the two questions.
        guard records.allSatisfy(\.job.state.isFinal) else { return .running }
        let announced = records.compactMap(\.batchSize).max() ?? 0
        if records.count < announced, let last = records.compactMap(\.job.finishedAt).max() {
            let left = Self.patience.wholeMilliseconds - (clock.wall() - last)
            if left > 0 { return .incomplete(.milliseconds(left)) }
        }
        return .ended(records.map(\.job))
    }

    private func records(of batch: OwnedBatch) async throws -> [JobRecord] {
        var records: [JobRecord] = []
        var query = JobQuery(owner: batch.owner, batch: batch.batch, limit: 1000)
        repeat {
            let page = try await catalog.list(query)
            records += page.records
            query.after = page.next
        } while query.after != nil
        return records
    }
}

import BackendCore
import Logging
import MediaTypes
import SpoolAPI

/// What a start does about the attempts that the last process did not end. Only for a process that knows to be the
/// ledger's only converter.
public struct Recovery: Sendable {
    private let ledger: any JobLedger
    private let catalog: any JobCatalog
    private let logger: Logger

    public init(ledger: any JobLedger, catalog: any JobCatalog, logger: Logger) {
        self.ledger = ledger
        self.catalog = catalog
        self.logger = logger
    }

    /// Queues interrupted jobs again and removes their unfinished files.
    public func run() async throws {
        for record in try await ledger.reclaim(.everything) {
            logger.notice("job \(record.id) was interrupted and is \(record.job.state.rawValue) now")
            if record.source == nil {
                let delivery = Delivery(record.job)
                try? await FileThreads.run { delivery.discard() }
            }
            try await resumePublication(record)
        }
    }

    /// A job that failed because its attempts were used up, although its MP3 had become visible, is done: another
    /// attempt finds the MP3 and says so.
    private func resumePublication(_ record: JobRecord) async throws {
        guard record.job.state == .failed, let publication = record.publication,
            await Publication.isThere(publication)
        else { return }
        _ = try await catalog.perform(.retry, on: record.id, owner: nil)
    }
}

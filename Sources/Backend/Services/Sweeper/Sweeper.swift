import BackendCore
import Logging
import ServiceLifecycle
import SpoolAPI

/// Deletes what is no longer kept and what nobody owns, and calls the converters to jobs that wait unnoticed.
///
/// Any number may run at once: the ledger forgets a file before it is deleted, deletions are harmless when repeated,
/// and so are wake-ups.
public struct Sweeper: Service {
    let catalog: any JobCatalog
    let blobs: any BlobStore
    let wakeUps: any JobQueue
    let configuration: SweeperConfiguration
    let clock: any SystemClock
    let logger: Logger

    public init(
        catalog: any JobCatalog, blobs: any BlobStore, wakeUps: any JobQueue,
        configuration: SweeperConfiguration = .init(), clock: any SystemClock = KernelClock(), logger: Logger
    ) {
        self.catalog = catalog
        self.blobs = blobs
        self.wakeUps = wakeUps
        self.configuration = configuration
        self.clock = clock
        self.logger = logger
    }

    public func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                await sweep()
                try? await Task.sleep(for: configuration.interval)
            }
        }
    }

    /// One round; what fails is logged and left to the next.
    func sweep() async {
        let tasks: [(String, () async throws -> Void)] = [
            ("wake-ups", resendWakeUps), ("videos", forgetVideos), ("MP3s", forgetResults), ("orphans", deleteOrphans),
        ]
        for (name, task) in tasks where !Task.isCancelled {
            do {
                try await task()
            } catch is CancellationError {
                return
            } catch {
                logger.warning("sweeping \(name) goes on later: \(error)")
            }
        }
    }

    /// All jobs that match. What is done to one must not depend on its place in the list.
    func forEach(_ query: JobQuery, _ body: (JobRecord) async throws -> Void) async throws {
        var query = query
        query.limit = 1000
        repeat {
            let page = try await catalog.list(query)
            for record in page.records {
                do {
                    try await body(record)
                } catch let error as BackendError where error.code == .notFound || error.code == .conflict {
                    // Removed or started again since the page was read.
                }
            }
            query.after = page.next
        } while query.after != nil
    }
}

import SpoolAPI
import Synchronization

/// Writes each change of a job as an event once, for all clients that are told of it.
final class EventEncoder: Sendable {
    private struct Key: Hashable {
        var job: JobID
        var revision: Int64
        var showsPaths: Bool
    }

    private static let capacity = 256
    private let recent = Mutex<[Key: [UInt8]]>([:])

    func event(_ job: Job, showsPaths: Bool) throws -> [UInt8] {
        let key = Key(job: job.id, revision: job.revision, showsPaths: showsPaths)
        if let known = recent.withLock({ $0[key] }) { return known }
        let bytes = try ServerSentEvent(.job(job.visible(paths: showsPaths)), id: job.revision).encoded
        recent.withLock { recent in
            // Clients keep up with the feed, so what is old is hardly asked for.
            if recent.count >= Self.capacity { recent = [:] }
            recent[key] = bytes
        }
        return bytes
    }
}

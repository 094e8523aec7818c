import BackendCore
import SpoolAPI

/// Deletes a person's jobs, videos and MP3s, then the account. In this order: whatever fails on the way, the person
/// can log in and try again.
struct AccountDeletion: Sendable {
    let catalog: any JobCatalog
    let served: ServedMode

    /// Throws `unavailable` when a job is being published all the time.
    func delete(_ identity: AccessIdentity) async throws {
        let patience = ContinuousClock.now + .seconds(10)
        while try await removeJobs(of: identity.user) > 0 {
            guard ContinuousClock.now < patience else {
                throw BackendError(.unavailable, "A job is being published: try again in a moment.", retryAfter: 10)
            }
            try await Task.sleep(for: .milliseconds(100))
        }
        try await served.sessions.delete(identity)
        // An upload may have ended meanwhile.
        _ = try? await removeJobs(of: identity.user)
    }

    /// - Returns: how many jobs could not be removed yet.
    private func removeJobs(of user: UserID) async throws -> Int {
        var left = 0
        var query = JobQuery(owner: user, limit: 1000)
        repeat {
            let page = try await catalog.list(query)
            for record in page.records where try await !remove(record) { left += 1 }
            query.after = page.next
        } while query.after != nil
        return left
    }

    private func remove(_ record: JobRecord) async throws -> Bool {
        do {
            if !record.job.state.isFinal {
                _ = try await catalog.perform(.cancel, on: record.id, owner: record.owner)
            }
            await served.blobs.discard(try await catalog.remove(record.id, owner: record.owner))
            return true
        } catch let error as BackendError where error.code == .conflict {
            return false
        } catch let error as BackendError where error.code == .notFound {
            return true
        }
    }
}

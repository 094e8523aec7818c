import BackendCore

/// Asks what the gateway cannot serve without: the ledger, the store of videos, and the keys of the auth service. The
/// queue is not among them: what is sent to it late is only converted late.
struct Readiness: Sendable {
    let catalog: any JobCatalog
    let served: ServedMode?
    var limit: Duration = .seconds(2)

    /// The names of those that do not answer in time.
    func missing() async -> [String] {
        var checks: [(String, @Sendable () async throws -> Void)] = [
            ("the ledger", { _ = try await catalog.isQueuePaused() })
        ]
        if let served {
            checks.append(("the video store", { _ = try await served.blobs.info(try BlobID(.videos, "readiness")) }))
            checks.append(("the auth service", { try await Self.checkKeys(served.verifier) }))
        }
        var missing: [String] = []
        for (name, check) in checks where await !answers(check) { missing.append(name) }
        return missing
    }

    /// Without keys no token can be told from another; with them this one is refused.
    private static func checkKeys(_ verifier: any AccessVerifier) async throws {
        do {
            _ = try await verifier.verify("")
        } catch let error as BackendError where error.code == .unauthorized {
            return
        }
    }

    /// A call that hangs is left behind when the time is up: not every store can be cancelled.
    private func answers(_ check: @escaping @Sendable () async throws -> Void) async -> Bool {
        let (verdicts, verdict) = AsyncStream.makeStream(of: Bool.self)
        let asking = Task {
            let isThere = (try? await check()) != nil
            verdict.yield(isThere)
        }
        let waiting = Task {
            try? await Task.sleep(for: limit)
            verdict.yield(false)
        }
        defer {
            asking.cancel()
            waiting.cancel()
        }
        for await isThere in verdicts { return isThere }
        return false
    }
}

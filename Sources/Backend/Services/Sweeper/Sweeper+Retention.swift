import BackendCore
import SpoolAPI

extension Sweeper {
    /// The ledger first: a video that is deleted but remembered could be asked for by a retry.
    func forgetVideos() async throws {
        try await forgetVideos(of: [.done], after: configuration.videoRetention)
        if let retention = configuration.resultRetention {
            try await forgetVideos(of: [.failed, .cancelled], after: retention)
        }
    }

    private func forgetVideos(of states: Set<JobState>, after age: Duration) async throws {
        let query = JobQuery(states: states, endedBefore: past(age), keeping: .source)
        try await forEach(query) { record in
            guard let source = record.source else { return }
            _ = try await catalog.perform(.forgetSource, on: record.id, owner: nil)
            try await blobs.delete(source)
            logger.info("a video is no longer kept", metadata: ["job": "\(record.id)"])
        }
    }

    func forgetResults() async throws {
        guard let retention = configuration.resultRetention else { return }
        try await forEach(JobQuery(states: [.done], endedBefore: past(retention), keeping: .result)) { record in
            guard let mp3 = record.mp3 else { return }
            _ = try await catalog.perform(.forgetResult, on: record.id, owner: nil)
            try await blobs.delete(mp3)
            logger.info("an MP3 is no longer kept", metadata: ["job": "\(record.id)"])
        }
    }

    private func past(_ age: Duration) -> Timestamp { clock.wall() - age.wholeMilliseconds + 1 }
}

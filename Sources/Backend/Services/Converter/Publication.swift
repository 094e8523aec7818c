import BackendCore
import Glibc
import MediaTypes
import SpoolAPI

/// Brings a converted file to where people find it: durable content, a free name, the ledger's word, the rename,
/// the durable name, the ledger's final word. A crash at any point leaves either no visible file or one that the
/// next attempt recognises by the name and the hash in the ledger.
struct Publication: Sendable {
    let attempt: Attempt
    let delivery: Delivery
    let log: AttemptLog

    func publish(_ converted: TranscodeResult, _ story: ConversionObserver.Story) async throws {
        let context = attempt.context
        let delivery = delivery
        let file = try await FileThreads.run { try delivery.synchronize(mode: context.configuration.fileMode) }
        let size = try await FileThreads.run { Int64(try file.status().st_size) }
        guard size == converted.size, converted.samples > 0 else {
            throw MediaFailure(.verificationFailed, "the MP3 is not what the converter reported")
        }
        let hash = try await FileHash.sha256(file)
        let (directory, stem) = try OutputName.place(attempt.job, tags: converted.tags, in: delivery.directory)
        let choice = try await FileThreads.run {
            try Delivery.makeDirectory(directory, mode: context.configuration.directoryMode)
            return context.names.take(stem, in: directory)
        }
        defer { context.names.release(choice.path) }
        var warnings = story.warnings
        if choice.isRenamed {
            warnings.append(MediaWarning(.renamed, "the name was taken: saved as \(choice.path.lastComponent.text)"))
        }
        let result = JobResult(
            name: choice.path.lastComponent, path: choice.path, size: size, sha256: hash, duration: converted.duration,
            sampleRate: converted.sampleRate, channels: converted.channels, bitRate: converted.bitRate,
            encoding: converted.encoding, track: story.track)
        try await context.ledger.beginPublishing(attempt.claim.token, result)
        // No cancel is possible any more, neither of the job nor by the daemon's end: what is left is short.
        try await Task { try await makeVisible(result, warnings) }.value
    }

    private func makeVisible(_ result: JobResult, _ warnings: [MediaWarning]) async throws {
        let delivery = delivery
        guard let path = result.path else { return }
        guard try await FileThreads.run({ try delivery.publish(as: path) }) else {
            // Somebody has taken the name in this very moment: the next attempt finds another.
            throw CancellationError()
        }
        do {
            try await FileThreads.run { try Delivery.synchronizeDirectories(path.directory, upTo: delivery.directory) }
        } catch {
            // What may not last was never there.
            try? await FileThreads.run { _ = path.withCString { unlink($0) } }
            throw error
        }
        log.add("published, sha256 \(result.sha256)")
        await attempt.settle(.done(result, warnings: warnings))
    }

    /// True when the file that the ledger speaks of is there, with its content.
    static func isThere(_ publication: JobResult) async -> Bool {
        guard let path = publication.path else { return false }
        let file = try? await FileThreads.run { () -> OpenFile? in
            let file = try OpenFile.open(path, flags: O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY)
            let status = try file.status()
            return status.st_mode & S_IFMT == S_IFREG && status.st_size == publication.size ? file : nil
        }
        guard let file = file ?? nil else { return false }
        return (try? await FileHash.sha256(file)) == publication.sha256
    }
}

import BackendCore
import Glibc
import MediaTypes
import SpoolAPI

/// Brings a converted file into the blob store: unfinished blob, the ledger's word, finished blob, the ledger's final
/// word. The blob is named for its content, so neither an earlier attempt nor a worker that was fenced off can put
/// anything else there; what they leave under other names belongs to nobody and is swept.
struct BlobPublication: Sendable {
    let attempt: Attempt
    let store: any BlobStore

    private var context: ConverterContext { attempt.context }
    private var token: ClaimToken { attempt.claim.token }

    func publish(_ path: RawName, _ converted: TranscodeResult, _ story: ConversionObserver.Story) async throws {
        let file = try await FileThreads.run { try OpenFile.open(path, flags: O_RDONLY | O_NOFOLLOW) }
        let size = try await FileThreads.run { Int64(try file.status().st_size) }
        guard size == converted.size, converted.samples > 0 else {
            throw MediaFailure(.verificationFailed, "the MP3 is not what the converter reported")
        }
        let (_, stem) = try OutputName.place(attempt.job, tags: converted.tags, in: "/")
        let result = JobResult(
            name: RawName(bytes: stem.bytes.prefix(longest: 251) + Array(".mp3".utf8)), size: size,
            sha256: try await FileHash.sha256(file), duration: converted.duration, sampleRate: converted.sampleRate,
            channels: converted.channels, bitRate: converted.bitRate, encoding: converted.encoding, track: story.track)
        let blob = try BlobID.mp3(of: token.job, sha256: result.sha256)
        try await attempt.whileHeld { [self] in
            try await upload(file, as: blob)
            try await context.ledger.beginPublishing(token, result)
        }
        // No cancel is possible any more, neither of the job nor by the daemon's end: what is left is short.
        try await Task { try await finish(blob, result, story.warnings) }.value
    }

    private func upload(_ file: OpenFile, as blob: BlobID) async throws {
        do {
            try await store.create(blob, owner: attempt.claim.record.owner)
        } catch let error as BackendError where error.code == .taken {
            // An earlier attempt made the same MP3.
            return
        }
        let blockSize = store.pieceSize
        var offset: Int64 = 0
        while true {
            try await attempt.checkClaim()
            let position = offset
            let block = try await FileThreads.run { try file.read(at: position, count: blockSize) }
            if block.isEmpty { return }
            try await store.write(block, to: blob, at: offset)
            offset += Int64(block.count)
        }
    }

    private func finish(_ blob: BlobID, _ result: JobResult, _ warnings: [MediaWarning]) async throws {
        do {
            _ = try await attempt.whileHeld { [store] in try await store.finish(blob, sha256: result.sha256) }
        } catch let error as BackendError where error.code == .checksumMismatch {
            try? await store.delete(blob)
            throw error
        }
        attempt.log.add("published, sha256 \(result.sha256)")
        await attempt.settle(.done(result, warnings: warnings))
    }

    /// True when the blob that the ledger speaks of is there: what is finished has been compared with its hash.
    static func isThere(_ publication: JobResult, of job: JobID, in store: any BlobStore) async throws -> Bool {
        let info = try await store.info(.mp3(of: job, sha256: publication.sha256))
        return info?.isFinished == true && info?.size == publication.size
    }
}

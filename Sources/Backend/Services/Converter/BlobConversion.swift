import BackendCore
import Glibc
import MediaTypes
import SpoolAPI

/// An attempt at an uploaded video: from a blob to a blob, over private files that never outlive it.
struct BlobConversion: Sendable {
    let attempt: Attempt
    let source: BlobID
    let blobs: ConverterBlobs

    private var store: any BlobStore { blobs.store }
    /// The claim's own: an attempt that was fenced off never meets its successor's files.
    private var name: String { "\(attempt.claim.token.job).\(attempt.claim.token.fence)" }

    func run() async throws {
        let (video, mp3) = (blobs.workspace.file("\(name).video"), blobs.workspace.file("\(name).mp3"))
        do {
            try await convert(video, mp3)
            await remove([video, mp3])
        } catch {
            await remove([video, mp3])
            if let error = error as? BackendError, error.code == .diskFull {
                throw MediaFailure(.diskFull, "disk full in the store of MP3s")
            }
            throw error
        }
    }

    private func convert(_ video: RawName, _ mp3: RawName) async throws {
        let directory = blobs.workspace.directory
        try await FileThreads.run { [workspace = blobs.workspace] in workspace.sweep() }
        if let shortage = await attempt.context.space.shortage(at: [directory]) { throw shortage }
        let file = try await self.file(or: video)
        try await FileThreads.run {
            do {
                _ = try OpenFile.open(mp3, flags: O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW)
            } catch {
                throw Delivery.failure(error)
            }
        }
        let (result, story) = try await attempt.transcode(file, to: mp3, in: directory)
        try await BlobPublication(attempt: attempt, store: store).publish(mp3, result, story)
    }

    /// The video where it lies on this machine, or a copy at `copy`.
    private func file(or copy: RawName) async throws -> RawName {
        do {
            if let local = store as? any LocalBlobStore { return try await local.file(of: source) }
            try await attempt.whileHeld { [self] in try await fetch(to: copy) }
            return copy
        } catch let error as BackendError where error.code == .notFound {
            throw MediaFailure(.sourceMissing, "the uploaded video is not there any more: upload it again")
        } catch let error as BackendError where error.code == .corrupt {
            throw MediaFailure(.sourceUnreadable, "the stored video is damaged: upload it again")
        }
    }

    /// From the start each time: a store that went away in the middle costs time only.
    private func fetch(to copy: RawName) async throws {
        let file = try await FileThreads.run {
            try OpenFile.open(copy, flags: O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW)
        }
        var offset: Int64 = 0
        while true {
            try await attempt.checkClaim()
            let block = try await store.read(source, at: offset, count: store.pieceSize)
            let position = offset
            do {
                try await FileThreads.run { try file.write(block, at: position) }
            } catch {
                throw Delivery.failure(error)
            }
            // Fewer come only at the end.
            if block.count < store.pieceSize { return }
            offset += Int64(block.count)
        }
    }

    private func remove(_ files: [RawName]) async {
        await Task { try? await FileThreads.run { for file in files { _ = file.withCString { unlink($0) } } } }.value
    }
}

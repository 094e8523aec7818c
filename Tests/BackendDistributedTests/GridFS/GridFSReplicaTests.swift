import BackendConformance
import BackendCore
import Testing

@testable import BackendDistributed

/// Two processes on one store, and what a killed one leaves: stood for by two stores over one database.
@Suite struct GridFSReplicaTests {
    private let database: TestDatabase
    private let (one, two): (GridFSBlobStore, GridFSBlobStore)
    private let id: BlobID
    private let bytes = (0..<2_000_003).map { UInt8(truncatingIfNeeded: $0 &* 31 ^ $0 >> 8) }

    init() throws {
        database = try TestDatabase()
        one = try database.store()
        two = try database.store()
        id = try BlobID(.mp3s, "a")
    }

    private func upload() async throws -> GridFSUpload {
        try #require(try await database.with { try $0.upload(named: "a") })
    }

    private func chunkCount() async throws -> Int64 {
        try await database.with { try $0.client.count([:], in: $0.chunks) }
    }

    @Test func anotherReplicaGoesOnAndTheFirstIsTold() async throws {
        try await one.create(id)
        try await one.write(Array(bytes[..<700_000]), to: id, at: 0)
        #expect(try await one.flush(id) == 700_000)
        try await one.write(Array(bytes[700_000..<1_900_000]), to: id, at: 700_000)
        try await eventually("what is on its way is stored") { try await chunkCount() == 7 }
        // Not flushed: another replica does not count on it.
        #expect(try await two.info(id)?.size == 700_000)
        try await two.write(Array(bytes[700_000..<1_000_000]), to: id, at: 700_000)
        #expect(try await two.flush(id) == 1_000_000)
        let error = await #expect(throws: BackendError.self) { try await one.flush(id) }
        #expect(error?.code == .conflict)
        #expect(try await one.flush(id) == 1_000_000)
        try await one.write(Array(bytes[1_000_000...]), to: id, at: 1_000_000)
        try await one.finish(id, sha256: nil)
        #expect(try await two.read(id, at: 0, count: .max) == bytes)
        #expect(try await chunkCount() == 8)
        try await database.drop()
    }

    @Test func aReplicaThatWasLeftBehindCatchesUp() async throws {
        try await one.create(id)
        try await one.write([1, 2], to: id, at: 0)
        try await one.flush(id)
        try await two.write([3, 4], to: id, at: 2)
        try await two.flush(id)
        try await one.write([5], to: id, at: 4)
        try await one.finish(id, sha256: nil)
        #expect(try await two.read(id, at: 0, count: 9) == [1, 2, 3, 4, 5])
        try await database.drop()
    }

    @Test func storedChunksMayBeRewritten() async throws {
        try await one.create(id)
        try await one.write(bytes, to: id, at: 0)
        try await one.flush(id)
        let patch = [UInt8](repeating: 7, count: 600_000)
        try await one.write(patch, to: id, at: 200_000)
        try await one.write([8, 9], to: id, at: Int64(bytes.count - 1))
        let wanted = bytes[..<200_000] + patch + bytes[800_000..<bytes.count - 1] + [8, 9]
        try await one.finish(id, sha256: nil)
        #expect(try await two.read(id, at: 0, count: .max) == Array(wanted))
        try await database.drop()
    }

    /// The process ended after the last write and before the files document.
    @Test(arguments: [false, true]) func aSealedUploadIsPublishedByTheNext(create: Bool) async throws {
        try await one.create(id)
        let (name, bytes, begin) = (id.name, bytes, one.inserting(into: id))
        try await database.with { bucket in
            let writer = UploadWriter(bucket: bucket, name: name, clock: KernelClock(), begin: begin)
            var buffer = try #require(try writer.open())
            try writer.write(bytes, at: 0, &buffer)
            _ = try writer.seal(&buffer, sha256: nil)
        }
        #expect(try await two.info(id)?.isFinished == false)
        if create {
            let error = await #expect(throws: BackendError.self) { try await two.create(id) }
            #expect(error?.code == .taken)
        } else {
            #expect(try await two.finish(id, sha256: nil).size == 2_000_003)
        }
        #expect(try await one.read(id, at: 0, count: .max) == bytes)
        #expect(try await database.with { try $0.client.count([:], in: $0.uploads) } == 0)
        try await database.drop()
    }

    /// The process ended after it had announced a deletion, in each of its steps.
    @Test(arguments: 0...2) func aDeletionIsCarriedOn(steps: Int) async throws {
        try await one.create(id)
        try await one.write(bytes, to: id, at: 0)
        try await one.finish(id, sha256: nil)
        try await database.with { bucket in
            let file = try #require(try bucket.file(named: "a"))
            try bucket.announceDeletion(of: file)
            if steps > 0 { try bucket.client.delete(["_id": file.id], from: bucket.files) }
            if steps > 1 { try bucket.deleteChunks(of: file.id, from: 3) }
        }
        let clock = ManualClock()
        let sweeper = try database.store(clock: clock)
        #expect(try await sweeper.list(idleFor: .seconds(600)).isEmpty)
        clock.advance(by: .seconds(600))
        #expect(try await sweeper.list(idleFor: .seconds(600)).map(\.id) == [id])
        try await sweeper.delete(id)
        for collection in ["files", "chunks", "uploads"] {
            #expect(try await database.with { try $0.client.count([:], in: "mp3s.\(collection)") } == 0)
        }
        try await database.drop()
    }

    /// Chunks that were on their way when their writer was killed.
    @Test func leftOverChunksAreRemovedByTheNextWriter() async throws {
        try await one.create(id)
        try await one.write(Array(bytes[..<300_000]), to: id, at: 0)
        try await one.flush(id)
        let upload = try await upload()
        let stray = [UInt8](repeating: 0xEE, count: 2 * 255 * 1024)
        try await database.with { bucket in
            try bucket.insertChunks(
                EncodedChunks(stray[...], of: upload.fileID, from: 1, chunkSize: upload.chunkSize))
        }
        try await two.write(Array(bytes[300_000...]), to: id, at: 300_000)
        try await two.finish(id, sha256: nil)
        #expect(try await two.read(id, at: 0, count: .max) == bytes)
        try await database.drop()
    }

    /// An insertion fails while the next bytes come: the call after it says so, and what was durable stays.
    @Test func whatCouldNotBeStoredIsToldAndSentAgain() async throws {
        try await one.create(id)
        try await one.write(Array(bytes[..<300_000]), to: id, at: 0)
        #expect(try await one.flush(id) == 300_000)
        let upload = try await upload()
        let stray = [UInt8](repeating: 0xEE, count: 255 * 1024)
        try await database.with { bucket in
            try bucket.insertChunks(
                EncodedChunks(stray[...], of: upload.fileID, from: 2, chunkSize: upload.chunkSize))
        }
        let error = await #expect(throws: BackendError.self) {
            try await one.write(Array(bytes[300_000...]), to: id, at: 300_000)
            try await one.flush(id)
        }
        #expect(error?.code == .unavailable)
        #expect(try await one.flush(id) == 300_000)
        try await one.write(Array(bytes[300_000...]), to: id, at: 300_000)
        try await one.finish(id, sha256: nil)
        #expect(try await two.read(id, at: 0, count: .max) == bytes)
        try await database.drop()
    }
}

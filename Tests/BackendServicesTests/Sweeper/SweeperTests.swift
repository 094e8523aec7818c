import BackendCore
import BackendEmbedded
import Logging
import SpoolAPI
import Testing

@testable import BackendServices

@Suite struct SweeperTests {
    private func sweeper(_ house: ServedHouse, _ configure: (inout SweeperConfiguration) -> Void = { _ in }) -> Sweeper
    {
        var configuration = SweeperConfiguration()
        configuration.orphanAge = .zero
        configuration.wakeUpAge = .zero
        configure(&configuration)
        return Sweeper(
            catalog: house.ledger, blobs: house.blobs, wakeUps: house.wakeUps, configuration: configuration,
            logger: Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() }))
    }

    @Test func aVideoGoesWhenItsMP3IsThere() async throws {
        let house = try await ServedHouse()
        let done = try await house.job(of: "ann")
        _ = try await house.convert()
        let waiting = try await house.job(of: "ann")
        let cancelled = try await house.job(of: "bob")
        _ = try await house.ledger.perform(.cancel, on: cancelled, owner: nil)
        let sweeper = sweeper(house)
        async let other: Void = sweeper.sweep()
        await sweeper.sweep()
        await other
        #expect(try house.folder.names("blobs/videos") == [waiting.rawValue, cancelled.rawValue].sorted())
        #expect(try await house.ledger.job(done, owner: nil).source == nil)
        #expect(try house.folder.names("blobs/mp3s").count == 1)
        try await house.stop()
    }

    @Test func anMP3GoesAfterItsTime() async throws {
        let house = try await ServedHouse()
        let done = try await house.job(of: "ann")
        _ = try await house.convert()
        let cancelled = try await house.job(of: "ann")
        _ = try await house.ledger.perform(.cancel, on: cancelled, owner: nil)
        await sweeper(house) { $0.resultRetention = .zero }.sweep()
        #expect(try house.folder.names("blobs/mp3s").isEmpty && house.folder.names("blobs/videos").isEmpty)
        #expect(try await house.ledger.job(done, owner: nil).job.result?.available == false)
        #expect(try await house.get(Route.mp3.path(id: done), as: "ann").status == 410)
        #expect(try await house.send("POST", Route.retry.path(id: cancelled), as: "ann").status == 409)
        try await house.stop()
    }

    @Test func onlyBlobsWithoutOwnersGo() async throws {
        let house = try await ServedHouse()
        let done = try await house.job(of: "ann")
        _ = try await house.convert()
        let running = try await house.job(of: "ann")
        _ = try await house.ledger.claimNext(worker: "w", lease: .seconds(60))
        let hash = String(repeating: "a", count: 64)
        let lost = [try BlobID(.videos, "lost"), try .mp3(of: done, sha256: hash), try BlobID(.mp3s, "odd")]
        let inWork = try BlobID.mp3(of: running, sha256: hash)
        for blob in lost + [inWork] { try await house.blobs.create(blob) }
        let before = try await house.blobs.list(idleFor: .zero).count
        await sweeper(house) { $0.videoRetention = .seconds(9999) }.sweep()
        for blob in lost { #expect(try await house.blobs.info(blob) == nil) }
        #expect(try await house.blobs.info(inWork) != nil)
        #expect(try await house.blobs.list(idleFor: .zero).count == before - lost.count)
        try await house.stop()
    }

    @Test func aLostWakeUpIsSentAgain() async throws {
        let house = try await ServedHouse()
        for _ in 0..<2 { _ = try await house.job(of: "ann") }
        for message in try await house.wakeUps.receive(max: 10, visibility: .seconds(60), wait: .zero) {
            try await house.wakeUps.acknowledge(message.receipt)
        }
        let sweeper = sweeper(house)
        for _ in 0..<3 { await sweeper.sweep() }
        #expect(try await house.wakeUps.depth().ready == 2)
        try await house.stop()
    }
}

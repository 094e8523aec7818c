import MediaTypes
import SpoolAPI
import Testing

@testable import ClientCore

@Suite struct TransferQueueTests {
    private func download(_ id: JobID) -> Download {
        Download(id: id, name: "a.mp3", size: 100, sha256: String(repeating: "0", count: 64), directory: "/tmp")
    }
    private static let lost = ClientError(.interrupted, "connection lost")

    @Test func onlySoManyRunAtOnceAndTheNextFollows() {
        var queue = TransferQueue(limit: 2)
        #expect(queue.receive(.add(download("a"))) == [.start(download("a"))])
        #expect(queue.receive(.add(download("b"))) == [.start(download("b"))])
        #expect(queue.receive(.add(download("c"))).isEmpty)
        #expect(queue.receive(.finished("a", "/tmp/a.mp3")) == [.start(download("c"))])
        #expect(queue["a"]?.state == .done("/tmp/a.mp3"))
        #expect(queue["a"]?.received == 100)
        #expect(!queue.isIdle)
    }

    @Test func theSameDownloadRunsOnce() {
        var queue = TransferQueue()
        _ = queue.receive(.add(download("a")))
        #expect(queue.receive(.add(download("a"))).isEmpty)
        #expect(queue.transfers.count == 1)
    }

    @Test func aBrokenOneRestsGivesItsPlaceAndGoesOn() {
        var queue = TransferQueue(limit: 1)
        _ = queue.receive(.add(download("a")))
        _ = queue.receive(.add(download("b")))
        let actions = queue.receive(.brokeOff("a", Self.lost))
        #expect(actions == [.rest("a", .milliseconds(250)), .start(download("b"))])
        #expect(queue.receive(.rested("a")).isEmpty)
        #expect(queue["a"]?.state == .waiting)
        #expect(queue.receive(.finished("b", "/tmp/b.mp3")) == [.start(download("a"))])
    }

    @Test func triesWithoutProgressEndInFailure() {
        var queue = TransferQueue(limit: 1, patience: 3)
        _ = queue.receive(.add(download("a")))
        for pause in [250, 500] {
            #expect(queue.receive(.brokeOff("a", Self.lost)) == [.rest("a", .milliseconds(pause))])
            _ = queue.receive(.rested("a"))
        }
        #expect(queue.receive(.brokeOff("a", Self.lost)).isEmpty)
        #expect(queue["a"]?.state == .failed(Self.lost))
        #expect(queue.isIdle)
    }

    @Test func progressRestoresPatience() {
        var queue = TransferQueue(limit: 1, patience: 2)
        _ = queue.receive(.add(download("a")))
        for received in 1...20 {
            _ = queue.receive(.progress("a", received: Int64(received)))
            #expect(queue.receive(.brokeOff("a", Self.lost)) == [.rest("a", .milliseconds(250))])
            _ = queue.receive(.rested("a"))
        }
    }

    @Test func damageIsFetchedAgainOnce() {
        let corrupt = ClientError(.corrupt, "damaged")
        var queue = TransferQueue()
        _ = queue.receive(.add(download("a")))
        _ = queue.receive(.progress("a", received: 100))
        #expect(queue.receive(.brokeOff("a", corrupt)) == [.rest("a", .milliseconds(250))])
        _ = queue.receive(.rested("a"))
        for received in [0, 50, 100] { _ = queue.receive(.progress("a", received: Int64(received))) }
        _ = queue.receive(.brokeOff("a", corrupt))
        #expect(queue["a"]?.state == .failed(corrupt))
    }

    @Test func whatCannotBeMendedFailsAtOnce() {
        let full = ClientError(.file, "the disk is full")
        var queue = TransferQueue()
        _ = queue.receive(.add(download("a")))
        #expect(queue.receive(.brokeOff("a", full)).isEmpty)
        #expect(queue["a"]?.state == .failed(full))
    }

    @Test func cancellingStopsAndStartsTheNext() {
        var queue = TransferQueue(limit: 1)
        _ = queue.receive(.add(download("a")))
        _ = queue.receive(.add(download("b")))
        #expect(queue.receive(.cancel("a")) == [.stop("a"), .start(download("b"))])
        #expect(queue.receive(.brokeOff("a", ClientError(.cancelled, "cancelled"))).isEmpty)
        #expect(queue["a"]?.state == .cancelled)
        #expect(queue.receive(.progress("a", received: 5)).isEmpty)
        #expect(queue["a"]?.received == 0)
    }

    @Test func aServerThatAsksToWaitIsLeftAlone() {
        var busy = ClientError(Problem(.unavailable, "later"))
        busy.retryAfter = 30
        var queue = TransferQueue()
        _ = queue.receive(.add(download("a")))
        #expect(queue.receive(.brokeOff("a", busy)) == [.rest("a", .seconds(30))])
    }
}

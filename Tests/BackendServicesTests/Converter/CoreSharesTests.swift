import BackendCore
import MediaTypes
import SpoolAPI
import Synchronization
import Testing

@testable import BackendServices

struct CoreSharesTests {
    /// A conversion that remembers what it was last told.
    private final class Listener: Transcoding {
        let threads = Mutex(0)
        let events = AsyncStream<TranscodeEvent> { $0.finish() }

        func use(threads: Int) { self.threads.withLock { $0 = threads } }
        func pause() async {}
        func resume() async {}
        func cancel() async {}
        func result() async throws -> TranscodeResult { throw CancellationError() }
    }

    @Test(arguments: [(8, 1, [8]), (8, 3, [3, 3, 2]), (2, 2, [1, 1]), (2, 5, [1, 1, 1, 1, 1]), (1, 1, [1])])
    func everyCoreIsGivenAway(cores: Int, count: Int, shares: [Int]) {
        #expect(CoreShares.divide(cores, among: count) == shares)
    }

    @Test func theLastOneGetsAllCores() async throws {
        let shares = CoreShares(cores: 4)
        let (long, short) = (Listener(), Listener())
        let (first, second) = (JobID.random(), JobID.random())
        try await shares.withShare(of: first) { threads in
            #expect(threads == 4)
            shares.attach(first, long)
            try await shares.withShare(of: second) { threads in
                #expect(threads == 2)
                shares.attach(second, short)
                #expect(long.threads.withLock { $0 } == 2)
            }
            #expect(long.threads.withLock { $0 } == 4)
        }
    }
}

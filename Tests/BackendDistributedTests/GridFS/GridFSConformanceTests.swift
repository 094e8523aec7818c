import BackendConformance
import BackendDistributed
import Testing

@Suite struct GridFSConformanceTests {
    private let clock = ManualClock()

    @Test(arguments: BlobStoreConformance.all)
    func blobs(_ promise: BlobStoreConformance.Case) async throws {
        let database = try TestDatabase()
        let clock = clock
        let store = try database.store(clock: clock)
        try await promise.check(
            BlobStoreSubject(store: store, clock: clock, reopen: { try database.store(clock: clock) }))
        try await database.drop()
    }
}

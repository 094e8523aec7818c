import BackendCore
import Testing

@testable import BackendDistributed

@Suite struct MySQLErrorTests {
    /// Also when it was run again in vain.
    @Test(arguments: [1205, 1213, 1412] as [UInt32])
    func whatMayBeRunAgainIsSaidToBeBusy(number: UInt32) {
        #expect(MySQLError(number: number).isRetriable)
        let error = BackendError(MySQLError(number: number))
        #expect(error.code == .unavailable && error.retryAfter == 2)
    }
}

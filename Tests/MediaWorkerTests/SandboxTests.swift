import CPOSIX
import MediaProtocol
import MediaTypes
import Testing

@Suite struct SandboxTests {
    @Test func everythingForbiddenIsRefused() async throws {
        let report = try await MediaWorker().selfTest()
        #expect(report.seccomp, "\(report.notes)")
        #expect(report.limits, "\(report.notes)")
        // Older kernels lack Landlock; the report says so then.
        #expect(
            report.landlock || report.notes.contains { $0.contains("Landlock is not available") }, "\(report.notes)")
    }

    @Test func fewCallsAreLeft() {
        #expect(spool_allowed_calls() <= 35)
    }
}

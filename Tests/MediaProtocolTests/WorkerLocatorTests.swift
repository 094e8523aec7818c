import Glibc
import MediaTypes
import Testing

@testable import MediaProtocol

@Suite struct WorkerLocatorTests {
    @Test func prefersTheEnvironmentThenTheNeighbourThenLibexec() throws {
        let folder = try TemporaryFolder()
        let bin = folder.path.appending("bin")
        try folder.makeFolder("bin")
        try folder.makeFolder("libexec")
        try folder.makeFolder("libexec/spool")
        let running = bin.appending("spool")

        #expect(throws: MediaFailure.self) { try WorkerLocator.locate(named: nil, running: running) }
        _ = try folder.makeScript("libexec/spool/spool-media", "exit 0")
        #expect(try WorkerLocator.locate(named: nil, running: running) == bin.appending("../libexec/spool/spool-media"))
        let neighbour = try folder.makeScript("bin/spool-media", "exit 0")
        #expect(try WorkerLocator.locate(named: "", running: running) == neighbour)
        let named = try folder.makeScript("mine", "exit 0")
        #expect(try WorkerLocator.locate(named: named, running: running) == named)
    }

    @Test func aWrongVariableIsAnErrorAndNotPassedOver() throws {
        let folder = try TemporaryFolder()
        let running = try folder.makeScript("spool-media", "exit 0")
        let error = #expect(throws: MediaFailure.self) {
            try WorkerLocator.locate(named: "/nonexistent", running: running)
        }
        #expect(error?.message.contains("SPOOL_MEDIA") == true)
    }
}

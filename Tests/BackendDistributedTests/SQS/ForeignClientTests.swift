import Foundation
import Testing

@testable import BackendDistributed

/// boto3 beside our queue: Tests/services/sqs_peer.py.
@Suite struct ForeignClientTests {
    private let bodies = ["{\"n\":1}", "'; DROP TABLE x; --", "😀 é\n\t"]

    @Test func eachReadsWhatTheOtherSends() async throws {
        let name = "test-\(UUID().uuidString)"
        let queue = try await SQSJobQueue(
            name: name, endpoint: try TestServers.value("SPOOL_TEST_SQS_ENDPOINT"), region: "us-east-1",
            environment: ProcessInfo.processInfo.environment, sendTimeout: .seconds(60)
        ).made()
        try await queue.send(bodies)
        let printed = try await peer(["receive", name])
        #expect(try Set(JSONDecoder().decode([String].self, from: printed)) == Set(bodies))
        #expect(try await queue.depth().ready == 0)
        _ = try await peer(["send", name] + bodies)
        let received = try await queue.receive(max: 10, visibility: .seconds(30), wait: .seconds(5))
        #expect(Set(received.map(\.body)) == Set(bodies))
    }

    /// What it printed. Runs off the cooperative pool.
    private func peer(_ arguments: [String]) async throws -> Data {
        let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appendingPathComponent("../../services/sqs_peer.py").path
        let python = try TestServers.value("SPOOL_TEST_PYTHON")
        return try await withCheckedThrowingContinuation { continuation in
            DispatchQueue(label: "sqs peer").async {
                continuation.resume(with: Result { try Self.run(python, [script] + arguments) })
            }
        }
    }

    private static func run(_ program: String, _ arguments: [String]) throws -> Data {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: program)
        process.arguments = arguments
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        let printed = try output.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw CocoaError(.executableLoad) }
        return printed
    }
}

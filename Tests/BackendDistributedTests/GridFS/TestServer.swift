import Foundation
import TestPrograms

/// A MongoDB server that a test may disturb, with its data kept between its starts.
final class TestServer {
    private let program: RunningProgram
    private let control: String
    let uri: String

    init() async throws {
        let output = try OutputFile()
        program = try RunningProgram(
            TestPython.path(), [TestPython.service("up"), "--only", "mongodb"],
            environment: ProcessInfo.processInfo.environment, output: output.descriptor)
        var variables: [Substring: String] = [:]
        let running = program
        try await eventually("the server starts") {
            guard running.isRunning else { throw TestPython.Failure(description: try output.text()) }
            for line in try output.text().split(separator: "\n") where line.hasPrefix("export ") {
                let parts = line.dropFirst("export ".count).split(separator: "=", maxSplits: 1)
                if parts.count == 2 { variables[parts[0]] = parts[1].trimmingCharacters(in: ["'"]) }
            }
            return variables["SPOOL_TEST_MONGODB_URI"] != nil && variables["SPOOL_TEST_CONTROL"] != nil
        }
        control = variables["SPOOL_TEST_CONTROL"] ?? ""
        uri = variables["SPOOL_TEST_MONGODB_URI"] ?? ""
    }

    /// Stops it and removes its data.
    func end() async throws {
        program.send(SIGTERM)
        try await eventually("the server ends") { !program.isRunning }
    }

    /// SIGKILL.
    func kill() async throws { try await tell("stop") }

    func start() async throws { try await tell("start") }

    private func tell(_ verb: String) async throws {
        let script = """
            import socket, sys
            control = socket.socket(socket.AF_UNIX)
            control.connect(sys.argv[1])
            control.sendall(f"{sys.argv[2]} mongodb".encode())
            sys.exit(control.recv(4096) != b"ok\\n")
            """
        _ = try await TestPython.run(["-c", script, control, verb])
    }
}

import Foundation
import TestPrograms
import Testing

/// The Python with the tests' packages, at `SPOOL_TEST_PYTHON`.
enum TestPython {
    struct Failure: Error, CustomStringConvertible {
        let description: String
    }

    static func path() throws -> String {
        guard let path = ProcessInfo.processInfo.environment["SPOOL_TEST_PYTHON"], !path.isEmpty else {
            throw Failure(
                description: """
                    SPOOL_TEST_PYTHON is not set: it names the Python with the packages of Tests/requirements.txt, \
                    which make puts into BUILD/venv/bin/python.
                    """)
        }
        return path
    }

    /// A program in `Tests/services`.
    static func service(_ name: String) -> String {
        URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../services/\(name)").path
    }

    /// Runs a program of `Tests/services` to its end and returns what it said.
    static func run(_ name: String, _ arguments: [String]) async throws -> String {
        try await run([service(name)] + arguments)
    }

    static func run(_ arguments: [String]) async throws -> String {
        let output = try OutputFile()
        let program = try RunningProgram(
            path(), arguments, environment: ProcessInfo.processInfo.environment, output: output.descriptor)
        try await eventually("\(arguments[0]) ends") { !program.isRunning }
        let text = try output.text()
        guard program.wait() == 0 else { throw Failure(description: "\(arguments[0]) failed: \(text)") }
        return text.trimmingCharacters(in: .whitespacesAndNewlines)
    }
}

/// A file for what a program says, removed with its last owner.
final class OutputFile {
    private let file: URL
    private let handle: FileHandle

    init() throws {
        file = FileManager.default.temporaryDirectory.appending(path: "spool-test-\(UUID().uuidString)")
        try Data().write(to: file)
        handle = try FileHandle(forWritingTo: file)
    }

    deinit { try? FileManager.default.removeItem(at: file) }

    var descriptor: Int32 { handle.fileDescriptor }

    func text() throws -> String { try String(contentsOf: file, encoding: .utf8) }
}

/// Waits until `condition` holds, five minutes at most.
func eventually(_ what: String, _ condition: () async throws -> Bool) async throws {
    let end = ContinuousClock.now + .seconds(300)
    while try await !condition() {
        guard ContinuousClock.now < end else { throw TestPython.Failure(description: "never: \(what)") }
        try await Task.sleep(for: .milliseconds(20))
    }
}

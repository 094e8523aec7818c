import Foundation

/// The outcome of a program that a test ran.
struct CommandOutput {
    var status: Int32
    var output: Data
    var errors: String
}

/// Runs a program of PATH to its end.
func run(_ program: String, _ arguments: String...) throws -> CommandOutput {
    try run(program, arguments: arguments)
}

func run(_ program: String, arguments: [String]) throws -> CommandOutput {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [program] + arguments
    let errorFile = try TemporaryFile()
    let outputFile = try TemporaryFile()
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = FileHandle(fileDescriptor: outputFile.descriptor)
    process.standardError = FileHandle(fileDescriptor: errorFile.descriptor)
    try process.run()
    process.waitUntilExit()
    return CommandOutput(
        status: process.terminationStatus, output: try outputFile.contents(),
        errors: String(decoding: try errorFile.contents(), as: UTF8.self))
}

import Foundation
import TestPrograms

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
    let errorFile = try TemporaryFile()
    let outputFile = try TemporaryFile()
    let process = try RunningProgram(
        "/usr/bin/env", [program] + arguments, environment: ProcessInfo.processInfo.environment,
        output: outputFile.descriptor, errors: errorFile.descriptor)
    return CommandOutput(
        status: process.wait(), output: try outputFile.contents(),
        errors: String(decoding: try errorFile.contents(), as: UTF8.self))
}

import BackendCore

func expectError(
    _ code: BackendError.Code, file: StaticString = #fileID, line: UInt = #line, _ work: () async throws -> some Any
) async throws {
    do {
        let value = try await work()
        throw ConformanceFailure(description: "\(file):\(line): wanted \(code), got \(value)")
    } catch let error as BackendError {
        try expect(error.code == code, "wanted \(code), got \(error)", file: file, line: line)
        try expect(
            error.message.hasSuffix(".") && error.message.count > 10, "no sentence: \(error)", file: file, line: line)
    }
}

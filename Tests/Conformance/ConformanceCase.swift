/// One promise of a port, as a check that every adapter has to pass. `Subject` is a fresh, empty adapter with what
/// the check needs around it.
public struct ConformanceCase<Subject>: Sendable, CustomStringConvertible {
    public let description: String
    public let check: @Sendable (Subject) async throws -> Void

    init(_ description: String, _ check: @escaping @Sendable (Subject) async throws -> Void) {
        self.description = description
        self.check = check
    }
}

/// A promise that was broken, and where it was checked.
public struct ConformanceFailure: Error, CustomStringConvertible {
    public let description: String
}

func expect(
    _ condition: Bool, _ message: @autoclosure () -> String = "broken", file: StaticString = #fileID, line: UInt = #line
) throws {
    guard condition else { throw ConformanceFailure(description: "\(file):\(line): \(message())") }
}

func expectEqual<Value: Equatable>(
    _ found: Value, _ wanted: Value, file: StaticString = #fileID, line: UInt = #line
) throws {
    try expect(found == wanted, "found \(found), wanted \(wanted)", file: file, line: line)
}

func require<Value>(
    _ value: Value?, _ message: @autoclosure () -> String = "nil", file: StaticString = #fileID, line: UInt = #line
) throws -> Value {
    guard let value else { throw ConformanceFailure(description: "\(file):\(line): \(message())") }
    return value
}

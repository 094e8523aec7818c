import Testing

/// Waits until `condition` gives a value; fails the test after `limit`.
func eventually<T>(
    _ what: Comment, within limit: Duration = .seconds(300), at location: SourceLocation = #_sourceLocation,
    _ condition: () async throws -> T?
) async throws -> T {
    let end = ContinuousClock.now + limit
    while true {
        if let value = try await condition() { return value }
        // After the last look, not before it: other tests may keep both processors from this one for a minute.
        guard ContinuousClock.now < end else { break }
        try await Task.sleep(for: .milliseconds(5))
    }
    Issue.record("never: \(what)", sourceLocation: location)
    throw CancellationError()
}

func eventually(
    _ what: Comment, within limit: Duration = .seconds(300), at location: SourceLocation = #_sourceLocation,
    _ condition: () async throws -> Bool
) async throws {
    _ = try await eventually(what, within: limit, at: location) { try await condition() ? true : nil }
}

import Foundation

/// The environment that `Tests/services/up` sets.
enum TestServers {
    struct Missing: Error, CustomStringConvertible {
        var name: String
        var description: String { "\(name) is unset: run the tests under Tests/services/up, as 'make unit' does" }
    }

    static func value(_ name: String) throws -> String {
        guard let value = ProcessInfo.processInfo.environment[name] else { throw Missing(name: name) }
        return value
    }
}

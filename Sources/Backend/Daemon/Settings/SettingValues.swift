import FoundationEssentials
import Glibc
import MediaTypes
import TOML

/// Where settings come from: options of the command line, then the environment, then a TOML file. Each setting has one
/// name, `SPOOL_…`; in the file it stands without that prefix and in lower case: `mysql_url = "…"`.
struct SettingValues: Sendable {
    private let options: [String: String]
    private let environment: [String: String]
    private let file: [String: String]

    /// - Parameters:
    ///   - options: by the names of their settings; nil leaves a setting to the other sources.
    ///   - file: nil reads `SPOOL_CONFIG`, and none when that is unset too.
    init(options: [String: String?], environment: [String: String], file: String? = nil) throws(StartFailure) {
        self.options = options.compactMapValues(\.self)
        self.environment = environment
        let path = file ?? environment["SPOOL_CONFIG"]
        self.file = try path.map { path throws(StartFailure) in try Self.read(path) } ?? [:]
    }

    /// nil when it is set nowhere, or to nothing.
    func text(_ name: String) -> String? {
        [options[name], environment[name], file[name]].lazy.compactMap(\.self).first { !$0.isEmpty }
    }

    /// Like `text`, or the first line of the file that `NAME_FILE` names: secrets need not stand in the environment.
    func secret(_ name: String) throws(StartFailure) -> String? {
        guard let path = text(name + "_FILE") else { return text(name) }
        guard let bytes = FileManager.default.contents(atPath: path) else {
            throw StartFailure("\(name)_FILE names ‘\(path)’, which cannot be read", status: .usage)
        }
        let line = bytes.prefix { $0 != 0x0A && $0 != 0x0D }
        guard !line.isEmpty else { throw StartFailure("\(name)_FILE names ‘\(path)’, which is empty", status: .usage) }
        return String(decoding: line, as: UTF8.self)
    }

    /// - Parameter wanted: completes "must be …".
    func value<T>(_ name: String, _ wanted: String, _ read: (String) -> T?) throws(StartFailure) -> T? {
        guard let text = text(name) else { return nil }
        guard let value = read(text) else {
            let subject = options[name] == nil ? name : "the option for \(name)"
            throw StartFailure("\(subject) is ‘\(text)’ and must be \(wanted)", status: .usage)
        }
        return value
    }

    /// - Parameter range: where the number must lie.
    func number(_ name: String, _ range: ClosedRange<Int64>) throws(StartFailure) -> Int64? {
        let wanted =
            range.upperBound == .max
            ? "a number from \(range.lowerBound)" : "a number from \(range.lowerBound) to \(range.upperBound)"
        return try value(name, wanted) { Int64($0).flatMap { range.contains($0) ? $0 : nil } }
    }

    private static func read(_ path: String) throws(StartFailure) -> [String: String] {
        guard let bytes = FileManager.default.contents(atPath: path) else {
            throw StartFailure("the settings file ‘\(path)’ cannot be read", status: .usage)
        }
        do throws(TOMLError) {
            var settings: [String: String] = [:]
            for (key, value) in try TOMLReader.read(Array(bytes)).values {
                settings["SPOOL_" + key.uppercased()] = try text(of: value, key)
            }
            return settings
        } catch {
            throw StartFailure("\(path), line \(error.line): \(error.message)", status: .usage)
        }
    }

    private static func text(of value: TOMLValue, _ key: String) throws(TOMLError) -> String {
        switch value.content {
        case .string(let text): return text
        case .integer(let number): return String(number)
        case .float(let number): return String(number)
        case .boolean(let flag): return String(flag)
        case .date, .array, .table:
            throw TOMLError(line: value.line, "‘\(key)’ must be text, a number, true or false")
        }
    }
}

import FoundationEssentials
import Logging

/// How a line of the log is written.
enum LogFormat: String, CaseIterable, Sendable {
    /// `2026-01-31T12:00:00Z info gateway: message key=value`
    case text
    /// One JSON object a line: `time`, `level`, `service`, `message`, and the metadata as `details`.
    case json

    func line(_ time: Date, _ event: LogEvent, label: String, details: [(key: String, value: String)]) -> String {
        switch self {
        case .text:
            let pairs = details.map { " \($0.key)=\($0.value)" }.joined()
            return Self.oneLine("\(time.formatted(.iso8601)) \(event.level) \(label): \(event.message)\(pairs)")
        case .json: return Self.object(time, event, label: label, details: details)
        }
    }

    private struct Object: Encodable {
        var time: String
        var level: String
        var service: String
        var message: String
        var details: [String: String]
    }

    private static func object(
        _ time: Date, _ event: LogEvent, label: String, details: [(key: String, value: String)]
    ) -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let object = Object(
            time: time.formatted(.iso8601), level: event.level.rawValue, service: label,
            message: event.message.description, details: Dictionary(details.map { ($0.key, $0.value) }) { $1 })
        guard let bytes = try? encoder.encode(object) else { return "" }
        return Self.oneLine(String(decoding: bytes, as: UTF8.self))
    }

    /// Foreign text must not forge lines or move a terminal's cursor.
    private static func oneLine(_ text: String) -> String {
        var line = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            let isControl = scalar.value < 0x20 || (0x7F..<0xA0).contains(scalar.value)
            line.append(isControl ? "\u{FFFD}" : scalar)
        }
        return String(line)
    }
}

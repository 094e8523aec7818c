import FoundationEssentials
import Logging

/// Writes `2026-01-31T12:00:00Z info gateway: message key=value` lines.
struct FileLogHandler: LogHandler {
    var metadata: Logger.Metadata = [:]
    var logLevel: Logger.Level
    private let label: String
    private let file: LogFile

    init(label: String, file: LogFile, level: Logger.Level) {
        self.label = label
        self.file = file
        logLevel = level
    }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        let details = metadata.merging(event.metadata ?? [:]) { $1 }
            .filter { $0.key != "hb.request.id" }
            .sorted { $0.key < $1.key }
            .map { " \($0.key)=\($0.value)" }
            .joined()
        file.append(Self.oneLine("\(Date.now.formatted(.iso8601)) \(event.level) \(label): \(event.message)\(details)"))
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

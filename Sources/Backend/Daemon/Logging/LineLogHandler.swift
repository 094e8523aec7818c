import FoundationEssentials
import Logging

/// Writes one line for each event.
struct LineLogHandler: LogHandler {
    var metadata: Logger.Metadata = [:]
    var logLevel: Logger.Level
    private let label: String
    private let format: LogFormat
    private let sink: any LogSink

    init(label: String, format: LogFormat, level: Logger.Level, sink: any LogSink) {
        self.label = label
        self.format = format
        self.sink = sink
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
            .map { (key: $0.key, value: "\($0.value)") }
        sink.append(format.line(.now, event, label: label, details: details))
    }
}

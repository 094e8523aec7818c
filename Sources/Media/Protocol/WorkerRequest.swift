import MediaTypes

/// What `spool-media` is asked to do: one JSON line on its standard input. Lines with a `ThreadLimit` may follow a
/// conversion.
///
/// The input file is descriptor 3 (read only, seekable); for `.convert` the output is descriptor 4
/// (read and write, seekable, empty). Answers are `WorkerEvent`s, one JSON line each, on standard output;
/// standard error is free text for the log.
public enum WorkerRequest: Hashable, Sendable {
    case probe(ProbeRequest)
    case convert(ConvertRequest)
    /// Tries the calls that the sandbox must refuse and reports `SandboxReport`.
    case selfTest
}

extension WorkerRequest {
    var isConversion: Bool { if case .convert = self { true } else { false } }
}

public struct ProbeRequest: Codable, Hashable, Sendable {
    /// The file's name: a hint for messages and for raw streams, never opened.
    public var name: RawName
    /// The rule that marks `MediaInfo.chosen`; nil is the standard rule.
    public var track: String?

    public init(name: RawName, track: String? = nil) {
        self.name = name
        self.track = track
    }
}

public struct ConvertRequest: Codable, Hashable, Sendable {
    public var name: RawName
    public var options: ConversionOptions
    /// Encoder threads at first, ≥ 1. The bytes written do not depend on it.
    public var threads: Int

    public init(name: RawName, options: ConversionOptions, threads: Int = 1) {
        self.name = name
        self.options = options
        self.threads = threads
    }
}

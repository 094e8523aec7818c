import MediaTypes

public struct TranscodeRequest: Hashable, Sendable {
    /// Opened read-only.
    public var source: RawName
    /// The source's name for messages and for formats without a signature.
    public var name: RawName
    /// An existing empty file, opened for reading and writing.
    public var output: RawName
    public var options: ConversionOptions
    /// Encoder threads, ≥ 1.
    public var threads: Int

    public init(source: RawName, name: RawName, output: RawName, options: ConversionOptions, threads: Int = 1) {
        self.source = source
        self.name = name
        self.output = output
        self.options = options
        self.threads = threads
    }
}

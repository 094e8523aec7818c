import Glibc
import MediaTypes

/// How conversions are run.
public struct ConverterConfiguration: Sendable {
    /// Conversions at once.
    public var workers: Int
    /// Processor cores that they share.
    public var cores: Int
    /// Who `Job.worker` names.
    public var name: String
    public var lease: Duration = .seconds(15)
    public var renewal: Duration = .seconds(5)
    /// How long a wake-up is hidden from other converters; it is extended while its attempt runs.
    public var visibility: Duration = .seconds(30)
    /// Progress is written no more often than this.
    public var progressInterval: Duration = .milliseconds(250)
    /// How often the ledger is asked for work although nothing told of any.
    public var sweep: Duration = .seconds(30)
    /// Below this many free bytes no conversion starts.
    public var freeSpaceFloor: Int64 = 32 << 20
    /// A directory on the file system of the daemon's own data.
    public var home: RawName
    /// Permissions of delivered files.
    public var fileMode: mode_t = 0o644
    /// Permissions of the directories made for them: who may read may enter.
    var directoryMode: mode_t { fileMode | (fileMode & 0o444) >> 2 }

    public init(workers: Int, cores: Int, name: String, home: RawName) {
        self.workers = workers
        self.cores = cores
        self.name = name
        self.home = home
    }
}

import BackendServices
import Logging
import MediaTypes

/// What the served system can be told. Where a thing has no address, it is embedded in the process.
struct ServedSettings: Sendable {
    struct Queues: Hashable, Sendable {
        /// nil is AWS's own, by region.
        var endpoint: String?
        var region: String
        /// Wakes converters.
        var videos: String
        /// Tells the notifier.
        var mp3s: String
    }

    var home: HomeDirectories
    var listen: ListenAddress
    /// Where people reach the gateway, for the links in mails.
    var publicURL: String
    var workers: Int
    var cores: Int
    var freeSpaceFloor: Int64?
    var logLevel: Logger.Level
    var logFormat: LogFormat

    /// nil is the SQLite file of the home.
    var mySQL: String?
    /// nil is the folder `blobs` of the home.
    var mongoDB: String?
    /// nil is the SQLite file of the home.
    var queues: Queues?
    /// nil is the folder `outbox` of the home.
    var smtp: String?
    var mailFrom: String
    /// PEM certificates that are trusted instead of the system's: for mail, SQS and the auth service.
    var caFile: String?
    var linkKeyFile: RawName
    /// How often to look for what is no longer kept and for jobs that nobody was told of; nil is the sweeper's own.
    var sweepInterval: Duration?
    /// How long a file without a job may be on its way in; nil is the sweeper's own.
    var orphanAge: Duration?
    var auth: AuthSettings
    var limits: ServedLimits

    /// - Parameter port: where to listen when nobody says.
    init(home: HomeDirectories, _ values: SettingValues, port: Int) throws(StartFailure) {
        self.home = home
        listen =
            try values.value("SPOOL_LISTEN", ListenAddress.wanted) { ListenAddress($0) }
            ?? ListenAddress(host: "127.0.0.1", port: port)
        publicURL =
            try values.value("SPOOL_PUBLIC_URL", "an address as https://spool.example.org") {
                $0.hasPrefix("http://") || $0.hasPrefix("https://") ? $0 : nil
            } ?? "http://\(listen.authority)"
        workers = try Settings.workers(values)
        cores = Settings.processorCores
        freeSpaceFloor = try values.number("SPOOL_FREE_SPACE_FLOOR", 0 ... .max)
        logLevel = try Settings.logLevel(values)
        logFormat = try values.value("SPOOL_LOG_FORMAT", "text or json") { LogFormat(rawValue: $0) } ?? .text
        mySQL = try values.secret("SPOOL_MYSQL_URL")
        mongoDB = try values.secret("SPOOL_MONGODB_URI")
        queues = try Self.queues(values)
        smtp = try values.secret("SPOOL_SMTP_URL")
        mailFrom = values.text("SPOOL_MAIL_FROM") ?? "spool@localhost"
        caFile = values.text("SPOOL_CA_FILE")
        linkKeyFile = values.text("SPOOL_LINK_KEY_FILE").map { RawName($0) } ?? home.data.appending("link.key")
        sweepInterval = try values.number("SPOOL_SWEEP_INTERVAL", 1...86_400).map { .seconds($0) }
        orphanAge = try values.number("SPOOL_ORPHAN_AGE", 1...86_400).map { .seconds($0) }
        auth = try AuthSettings(home: home, values)
        limits = try ServedLimits(values, auth)
    }

    private static func queues(_ values: SettingValues) throws(StartFailure) -> Queues? {
        let isSQS = try values.value("SPOOL_QUEUE", "sqs or sqlite") { ["sqs": true, "sqlite": false][$0] } ?? false
        guard isSQS else { return nil }
        let endpoint = values.text("SPOOL_SQS_ENDPOINT")
        guard let region = values.text("AWS_REGION") ?? values.text("AWS_DEFAULT_REGION") else {
            throw StartFailure(
                "SPOOL_QUEUE is sqs, so AWS_REGION must say in which region, as eu-central-1", status: .usage)
        }
        return Queues(
            endpoint: endpoint, region: region,
            videos: values.text("SPOOL_SQS_VIDEO_QUEUE") ?? "VideoMP3Queue",
            mp3s: values.text("SPOOL_SQS_MP3_QUEUE") ?? "MP3Queue")
    }
}

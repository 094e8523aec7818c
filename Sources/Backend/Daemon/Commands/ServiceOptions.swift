import ArgumentParser

/// The options of every command that runs services.
struct ServiceOptions: ParsableArguments {
    @Option(help: "Read settings from this TOML file. (default: $SPOOL_CONFIG, else none)")
    var config: String?

    @Option(help: "Conversions at once. (default: $SPOOL_WORKERS, else the number of processor cores)")
    var workers: Int?

    @Option(help: "trace, debug, info, notice, warning or error. (default: $SPOOL_LOG_LEVEL, else info)")
    var logLevel: String?

    func values(
        _ more: [String: String?] = [:], _ environment: [String: String]
    ) throws(StartFailure) -> SettingValues {
        let options = [
            "SPOOL_WORKERS": workers.map(String.init), "SPOOL_LOG_LEVEL": logLevel,
        ]
        return try SettingValues(
            options: options.merging(more) { $1 }, environment: environment, file: config)
    }
}

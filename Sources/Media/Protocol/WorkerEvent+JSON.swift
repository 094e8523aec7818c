import MediaTypes

/// One flat JSON object an event: `event` names it, its content's own fields stand beside it.
///
///     {"event":"progress","done":12000,"total":300000}
///     {"event":"failed","code":"truncated","message":"input ends at 12:03 of 45:10"}
extension WorkerEvent: Codable {
    private enum Name: String, Codable { case info, started, progress, warning, done, failed, sandbox }
    private enum Key: CodingKey { case event }

    public init(from decoder: any Decoder) throws {
        self =
            switch try decoder.container(keyedBy: Key.self).decode(Name.self, forKey: .event) {
            case .info: .info(try MediaInfo(from: decoder))
            case .started: .started(try ConvertStart(from: decoder))
            case .progress: .progress(try ConvertProgress(from: decoder))
            case .warning: .warning(try MediaWarning(from: decoder))
            case .done: .done(try ConvertResult(from: decoder))
            case .failed: .failed(try MediaFailure(from: decoder))
            case .sandbox: .sandbox(try SandboxReport(from: decoder))
            }
    }

    public func encode(to encoder: any Encoder) throws {
        let (name, content): (Name, any Encodable) =
            switch self {
            case .info(let info): (.info, info)
            case .started(let start): (.started, start)
            case .progress(let progress): (.progress, progress)
            case .warning(let warning): (.warning, warning)
            case .done(let result): (.done, result)
            case .failed(let failure): (.failed, failure)
            case .sandbox(let report): (.sandbox, report)
            }
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(name, forKey: .event)
        try content.encode(to: encoder)
    }
}

import MediaProtocol
import MediaTypes

/// The input of a conversion: its container, and the track that the rule takes.
struct OpenedInput {
    let container: Container
    let choice: ChosenTrack
    let trim: TrimRange

    init(request: ConvertRequest, input: Int32) throws(MediaFailure) {
        let rule = try TrackRule(option: request.options.track)
        trim = try TrimRange(request.options)
        container = try Container(file: InputFile(descriptor: input), name: request.name)
        try container.analyze()
        choice = try ChosenTrack(container: container, rule: rule)
    }

    /// Milliseconds that will be kept; nil when the container does not say.
    var length: Int64? { trim.length(of: choice.track.duration) }

    /// - Parameter rate: the source's.
    func start(rate: Int) -> ConvertStart {
        ConvertStart(
            track: choice.track, reason: choice.reason, expectedSamples: length.map { $0 * Int64(rate) / 1000 })
    }

    func tags(_ options: ConversionOptions) -> TagBuilder {
        TagBuilder(container: container, choice: choice, options: options, trim: trim)
    }

    /// What people should know about a result that stands; throws what forbids it.
    func judge(
        _ report: SourceReport, rate: Int, options: ConversionOptions
    ) throws(MediaFailure) -> [MediaWarning] {
        let judge = EndingJudge(container: container, choice: choice, keepsPartial: options.partial == .keep)
        return try judge.judge(report, rate: rate)
    }
}

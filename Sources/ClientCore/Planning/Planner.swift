import MediaTypes
import SpoolAPI

/// Plans a batch: pure but for the question whether a name is taken, which the caller answers.
///
/// Files get their names in the order in which they are planned, as a server would give them.
public struct Planner {
    private let options: ConversionOptions
    private let destination: RawName?
    private let rule: TrackRule
    private let template: NameTemplate
    private let finished: [RawName: [Job]]
    /// Results of the batch so far.
    private var promised: Set<RawName> = []

    /// - Parameters:
    ///   - destination: nil is each source's own directory.
    ///   - finished: jobs that are done, to tell what has been converted already.
    /// - Throws: `configuration` for a track rule or a name template that is not understood.
    public init(options: ConversionOptions, destination: RawName? = nil, finished: [Job] = []) throws(ClientError) {
        self.options = options
        self.destination = destination
        rule = try options.parsedTrackRule()
        template = try options.parsedNameTemplate()
        self.finished = Dictionary(grouping: finished.filter { $0.path != nil }) { $0.path ?? "" }
    }

    /// The plan of one file from what its probe said.
    public mutating func plan(
        _ path: RawName, _ probe: Result<MediaInfo, MediaFailure>, isTaken: (RawName) -> Bool
    ) -> FilePlan {
        switch probe {
        case .failure(let failure): return FilePlan(path: path, problem: failure)
        case .success(let info):
            var plan = FilePlan(path: path, info: info)
            choose(for: &plan, from: info)
            if plan.problem == nil { name(&plan, info, isTaken) }
            return plan
        }
    }

    private func choose(for plan: inout FilePlan, from info: MediaInfo) {
        guard let choice = TrackChooser.choose(from: info.tracks, rule: rule) else {
            plan.problem =
                info.tracks.isEmpty
                ? MediaFailure(.noAudio, "there is no audio in it")
                : MediaFailure(.noAudio, "no audio track meets the rule ‘\(options.track ?? "")’")
            return
        }
        let track = info.tracks[choice.index]
        plan.track = choice.index
        plan.reason = choice.reason
        guard !track.isProtected else {
            plan.problem = MediaFailure(.protected, "the audio is protected against copying")
            return
        }
        guard track.isDecodable else {
            plan.problem = MediaFailure(.unsupportedCodec, "the audio codec \(track.codec) cannot be decoded")
            return
        }
        let whole = track.duration ?? info.duration
        plan.duration = whole.map { max(min(options.trimEnd ?? $0, $0) - (options.trimStart ?? 0), 0) }
        plan.estimatedSize = plan.duration.flatMap { duration in
            SizeEstimate.bytes(
                milliseconds: duration, encoding: options.encoding,
                channels: options.channels == .mono ? 1 : track.channels,
                sampleRate: options.sampleRate ?? track.sampleRate)
        }
    }

    private mutating func name(_ plan: inout FilePlan, _ info: MediaInfo, _ isTaken: (RawName) -> Bool) {
        let tags = info.tags.merging(options.tags) { $1 }
        let values = NameTemplate.Values(source: plan.path, tags: tags, language: plan.chosenTrack?.language)
        let wanted = (destination ?? plan.path.directory).appending(template.name(for: values))
        plan.isConverted = (finished[plan.path] ?? []).contains { job in
            job.options == options && (job.result?.path).map(isTaken) ?? (job.result?.available ?? false)
        }
        var output = wanted
        var number = 1
        while promised.contains(output) || isTaken(output), number < 10_000 {
            number += 1
            output = wanted.directory.appending(SafeFileName.numbered(wanted.lastComponent, number))
        }
        plan.isRenamed = output != wanted
        plan.output = output
        promised.insert(output)
    }
}

extension ConversionOptions {
    /// The track rule, the standard one when there is none; `configuration` when it is not understood.
    public func parsedTrackRule() throws(ClientError) -> TrackRule {
        guard let track else { return .standard }
        do throws(TrackRuleError) { return try TrackRule(track) } catch {
            throw ClientError(.configuration, error.message)
        }
    }

    /// The name template, the standard one when there is none; `configuration` when it is not understood.
    public func parsedNameTemplate() throws(ClientError) -> NameTemplate {
        guard let nameTemplate else { return .standard }
        do throws(NameTemplate.ParseError) {
            return try NameTemplate(nameTemplate)
        } catch { throw ClientError(.configuration, error.message) }
    }
}

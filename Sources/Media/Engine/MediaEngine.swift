import MediaProtocol
import MediaTypes

/// Reads foreign media and makes MP3s of it. Descriptors only: nothing is opened by name.
///
/// Calls block; a process runs one at a time. Cancelling is ending the process.
public enum MediaEngine {
    /// What the file on `descriptor` holds, and which track `request.track` takes (`MediaInfo.chosen`).
    ///
    /// - Parameter descriptor: readable and seekable; borrowed.
    /// - Throws: `not_media`, `damaged`, `no_audio` for bare video streams, `limit_exceeded`,
    ///   `source_unreadable`, or `invalid_options` for a rule that is not understood. A container without audio
    ///   is no failure here: it has no tracks.
    public static func probe(descriptor: Int32, request: ProbeRequest) throws(MediaFailure) -> MediaInfo {
        try probe(input: descriptor, name: request.name, rule: request.track)
    }

    public static func probe(input: Int32, name: RawName, rule: String?) throws(MediaFailure) -> MediaInfo {
        let rule = try TrackRule(option: rule)
        let container = try Container(file: InputFile(descriptor: input), name: name)
        try container.analyze()
        return container.info(rule: rule)
    }

    /// Converts one audio track of `input` to an MP3 in `output`; see `ConvertPipeline.run`.
    ///
    /// - Parameter threads: nil stays with `request.threads`.
    public static func convert(
        input: Int32, output: Int32, request: ConvertRequest, threads: ThreadAllowance? = nil,
        report: (WorkerEvent) -> Void
    ) throws(MediaFailure) -> ConvertResult {
        try ConvertPipeline.run(
            request: request, threads: threads ?? ThreadAllowance(request.threads), input: input, output: output,
            report: report)
    }
}

extension TrackRule {
    /// The rule of an option; nil or blank is the standard rule.
    init(option text: String?) throws(MediaFailure) {
        do throws(TrackRuleError) {
            self = try TrackRule(text ?? "")
        } catch {
            throw MediaFailure(.invalidOptions, error.message)
        }
    }
}

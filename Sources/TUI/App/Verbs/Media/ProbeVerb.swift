import ArgumentParser
import ClientCore
import MediaTypes
import TUIFeatures
import TUIScreen

struct ProbeVerb: Verb {
    static let configuration = CommandConfiguration(
        commandName: "probe", abstract: "Show what is in files: container, tracks, tags, chapters.")

    @OptionGroup var files: FileArguments
    @OptionGroup var common: CommonOptions

    func perform(_ context: VerbContext) async throws -> ExitStatus {
        let paths = try files.items(context).map(\.path)
        var failures = 0
        await BatchPlan(of: paths).probeAll { index, outcome in
            switch outcome {
            case .success(let info):
                context.output.record(ProbeRecord(path: paths[index], info: info))
                show(paths[index], info, context.output)
            case .failure(let failure):
                failures += 1
                context.output.record(ProbeRecord(path: paths[index], failure: failure))
                context.output.line(JobText.failure(paths[index].lastComponent, failure))
            }
        }
        try Task.checkCancellation()
        return failures > 0 ? .failed : .success
    }

    private func show(_ path: RawName, _ info: MediaInfo, _ output: VerbOutput) {
        let length = info.duration.map { ", \(Human.duration(milliseconds: $0))" } ?? ""
        output.line(JobText.name(path) + SafeText(": \(info.container)\(length), \(Human.bytes(info.size))"))
        for (index, track) in info.tracks.enumerated() {
            output.line(SafeText("  \(index == info.chosen ? "*" : " ") \(Self.describe(track, number: index + 1))"))
        }
        if info.tracks.isEmpty { output.line("    no audio") }
        for (name, value) in info.tags.sorted(by: { $0.key < $1.key }) {
            output.line(SafeText("    \(name): \(value)"))
        }
        for (number, chapter) in info.chapters.enumerated() {
            output.line(
                SafeText("    chapter \(number + 1)  \(Human.duration(milliseconds: chapter.start))  \(chapter.title)"))
        }
        if info.hasCover { output.line("    cover") }
    }

    /// `track 2, aac 5.1, jpn, "Director's commentary"`.
    static func describe(_ track: AudioTrack, number: Int) -> String {
        let layout = track.layout.isEmpty ? "\(track.channels) ch" : track.layout
        var parts = ["track \(number)", "\(track.codec) \(layout)"]
        if track.sampleRate > 0 { parts.append("\(track.sampleRate) Hz") }
        if let language = track.language { parts.append(language) }
        if let title = track.title { parts.append("\"\(title)\"") }
        if track.isCommentary { parts.append("commentary") }
        if track.isDescription { parts.append("description") }
        if !track.isDecodable { parts.append("cannot be decoded") }
        if track.isProtected { parts.append("protected") }
        return parts.joined(separator: ", ")
    }
}

import MediaTypes
import TUIScreen

/// What stands beside the files: the focused one, as far as it is known.
struct FileDetails {
    let state: AppState
    let columns: Int

    var lines: [DetailLine] {
        let files = state.files
        guard let entry = files.focused else { return [] }
        var lines = DetailLine.text(SafeText(bytes: entry.name.bytes), Ink.strong, columns: columns)
        lines.append(.blank)
        if entry.kind == .directory {
            lines += DetailLine.text("Directory", Ink.quiet, columns: columns)
        } else {
            if let size = entry.size { lines += field("Size", Human.bytes(size)) }
        }
        if let modified = entry.modified { lines += field("Modified", state.setup.localTime.date(modified)) }
        guard entry.kind == .file else { return lines }
        switch files.probes[files.path(of: entry)] {
        case .info(let info): return lines + self.lines(of: info)
        case .failed(let failure):
            return lines + [.blank] + DetailLine.text(SafeText("✗ " + failure.message), Ink.bad, columns: columns)
        case .waiting: return lines + [.blank] + DetailLine.text("looking into it…", Ink.quiet, columns: columns)
        case nil: return lines
        }
    }

    private func lines(of info: MediaInfo) -> [DetailLine] {
        var lines = field("Container", info.container)
        lines += field("Duration", info.duration.map { Human.duration(milliseconds: $0) } ?? "unknown")
        lines += field("Cover", info.hasCover ? "yes" : "no")
        lines.append(.blank)
        if info.tracks.isEmpty {
            lines += DetailLine.text("✗ no audio", Ink.bad, columns: columns)
        } else {
            lines += heading("Audio")
            for (index, track) in info.tracks.enumerated() {
                lines += self.lines(of: track, index, isChosen: index == info.chosen)
            }
        }
        if !info.tags.isEmpty {
            lines += [.blank] + heading("Tags")
            for (name, value) in info.tags.sorted(by: { $0.key < $1.key }) { lines += field(name, value) }
        }
        if !info.chapters.isEmpty {
            lines += [.blank] + heading("Chapters")
            for chapter in info.chapters { lines += field(Human.duration(milliseconds: chapter.start), chapter.title) }
        }
        return lines
    }

    private func lines(of track: AudioTrack, _ index: Int, isChosen: Bool) -> [DetailLine] {
        let words = [
            track.language ?? "", track.codec, TrackText.layout(track),
            track.sampleRate > 0 ? "\(track.sampleRate) Hz" : "",
            track.bitRate.map { "\($0 / 1000) kbit/s" } ?? "", track.title ?? "", track.isDefault ? "default" : "",
            track.isCommentary ? "commentary" : "", track.isDescription ? "audio description" : "",
            track.isProtected ? "protected" : "", track.isDecodable ? "" : "no decoder",
        ]
        let text = "\(isChosen ? "›" : " ") \(index + 1)  " + words.filter { !$0.isEmpty }.joined(separator: " ")
        return DetailLine.text(SafeText(text), isChosen ? Ink.accent : Ink.plain, columns: columns)
    }

    private func heading(_ text: String) -> [DetailLine] {
        DetailLine.text(SafeText(text), Ink.quiet, columns: columns)
    }
    private func field(_ label: String, _ value: String) -> [DetailLine] {
        DetailLine.field(label, SafeText(value), columns: columns)
    }
}

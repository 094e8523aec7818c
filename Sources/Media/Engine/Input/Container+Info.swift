import MediaTypes

extension Container {
    /// Everything that a probe tells.
    func info(rule: TrackRule) -> MediaInfo {
        let tracks = tracks
        let chosen = TrackChooser.choose(from: tracks, rule: rule)?.index
        let stream = chosen.flatMap { audioStreams.indices.contains($0) ? audioStreams[$0] : nil }
        return MediaInfo(
            container: formatName, size: file.size, duration: duration, tracks: tracks, chosen: chosen,
            tags: tags(chosen: stream), chapters: chapters, hasCover: coverStream != nil, hasVideo: hasVideo)
    }
}

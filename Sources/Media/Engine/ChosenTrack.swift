import CFFmpeg
import MediaTypes

/// The track of a container that is converted, and why it.
struct ChosenTrack {
    let track: AudioTrack
    let stream: UnsafeMutablePointer<AVStream>
    let reason: String

    /// - Throws: `no_audio` when there is none that the rule accepts, `protected` or `unsupported_codec` when it
    ///   cannot be decoded.
    init(container: Container, rule: TrackRule) throws(MediaFailure) {
        let tracks = container.tracks
        let streams = container.audioStreams
        guard !tracks.isEmpty else { throw MediaFailure(.noAudio, "there is no audio track") }
        guard let choice = TrackChooser.choose(from: tracks, rule: rule), streams.indices.contains(choice.index) else {
            let asked = rule.alternatives.map(\.text).joined(separator: " or ")
            throw MediaFailure(.noAudio, "there is no audio track that is \(asked)")
        }
        track = tracks[choice.index]
        stream = streams[choice.index]
        reason = choice.reason
        // 0 is a header that does not say.
        try DecodeLimits.check(
            rate: track.sampleRate == 0 ? nil : track.sampleRate, channels: track.channels == 0 ? nil : track.channels)
        // In MP4 every packet says whether it is encrypted; elsewhere the flag is all there is.
        if track.isProtected, container.formatName != "mov" { throw EmptyTrack.protected }
        if !track.isDecodable {
            throw track.isProtected
                ? EmptyTrack.protected : MediaFailure(.unsupportedCodec, AudioDecoder.missing(track.codec))
        }
    }
}

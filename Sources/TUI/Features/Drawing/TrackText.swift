import MediaTypes

/// An audio track for people.
public enum TrackText {
    /// `mono`, `stereo`, `5.1`, `6 ch`; empty when the header does not say.
    public static func layout(_ track: AudioTrack) -> String {
        // FFmpeg counts channels whose places it does not know, and says where 5.1 has its surround speakers.
        if !track.layout.isEmpty, !track.layout.hasSuffix("channels") {
            return String(track.layout.prefix { $0 != "(" })
        }
        switch track.channels {
        case ...0: return ""
        case 1: return "mono"
        case 2: return "stereo"
        default: return "\(track.channels) ch"
        }
    }

    /// `2 jpn aac 5.1`: its number from 1, language, codec and layout.
    public static func short(_ track: AudioTrack, index: Int) -> String {
        ["\(index + 1)", track.language ?? "", track.codec, layout(track)].filter { !$0.isEmpty }.joined(separator: " ")
    }
}

import CFFmpeg
import MediaTypes

extension Container {
    /// The container's duration in milliseconds as its header declares; nil when it does not or cannot be true.
    var duration: Int64? {
        MediaDuration.milliseconds(context.pointee.duration, timeBase: AVRational(num: 1, den: AV_TIME_BASE))
    }

    /// Every audio track, in the container's order.
    var tracks: [AudioTrack] { audioStreams.map(track) }

    /// The duration that the header gives this very stream, in milliseconds.
    func declaredDuration(of stream: UnsafeMutablePointer<AVStream>) -> Int64? {
        let index = Int(stream.pointee.index)
        guard declaredDurations.indices.contains(index) else { return nil }
        return MediaDuration.milliseconds(declaredDurations[index], timeBase: stream.pointee.time_base)
    }

    private func track(_ stream: UnsafeMutablePointer<AVStream>) -> AudioTrack {
        let codec = stream.pointee.codecpar.pointee
        let tags = Self.entries(of: stream.pointee.metadata)
        let disposition = stream.pointee.disposition
        let title = tags["title"] ?? tags["handler_name"].flatMap { Self.genericHandlers.contains($0) ? nil : $0 }
        let duration =
            MediaDuration.milliseconds(stream.pointee.duration, timeBase: stream.pointee.time_base) ?? self.duration
        let words = TrackTitle(title ?? "")
        return AudioTrack(
            stream: Int(stream.pointee.index),
            codec: String(cString: avcodec_get_name(codec.codec_id)),
            sampleRate: Int(max(0, codec.sample_rate)),
            channels: Int(max(0, codec.ch_layout.nb_channels)),
            layout: Self.layoutName(codec.ch_layout),
            bitRate: codec.bit_rate > 0 && codec.bit_rate < 1 << 40 ? Int(codec.bit_rate) : nil,
            duration: duration,
            language: tags["language"].map { $0.lowercased() }.flatMap { $0 == "und" || $0.isEmpty ? nil : $0 },
            title: title,
            isDefault: disposition & AV_DISPOSITION_DEFAULT != 0,
            isCommentary: disposition & AV_DISPOSITION_COMMENT != 0 || words.saysCommentary,
            isDescription: disposition & (AV_DISPOSITION_VISUAL_IMPAIRED | AV_DISPOSITION_DESCRIPTIONS) != 0
                || words.saysDescription,
            isDecodable: DecoderPolicy.decoder(for: codec.codec_id) != nil,
            isProtected: Self.isProtected(stream))
    }

    /// Names that muxers write for every track.
    private static let genericHandlers: Set<String> = [
        "SoundHandler", "Sound Media Handler", "SoundHandle", "Core Media Audio", "Apple Sound Media Handler", "Audio",
        "Stereo", "Mono", "soun", "Sound Handler", "Bento4 Sound Handler", "GPAC ISO Audio Handler",
        "#Mainconcept MP4 Sound Media Handler",
    ]

    private static func isProtected(_ stream: UnsafeMutablePointer<AVStream>) -> Bool {
        spool_stream_is_encrypted(stream) != 0
            || ["enca", "drms"].contains { FourCC($0) == FourCC(stream.pointee.codecpar.pointee.codec_tag) }
    }

    private static func layoutName(_ layout: AVChannelLayout) -> String {
        var layout = layout
        return withUnsafeTemporaryAllocation(of: CChar.self, capacity: 128) { buffer in
            guard let base = buffer.baseAddress, av_channel_layout_describe(&layout, base, buffer.count) > 0 else {
                return ""
            }
            return String(cString: base)
        }
    }
}

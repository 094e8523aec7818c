import CFFmpeg

/// Which of libavcodec's decoders may see a foreign packet: its own audio decoders for formats that people
/// have, never a wrapper of another library, a generator, or an experiment.
enum DecoderPolicy {
    private static let names: Set<String> = [
        "aac", "aac_latm", "ac3", "eac3", "dca", "truehd", "mlp", "mp1float", "mp2float", "mp3float", "mp3adufloat",
        "mp3on4float", "als", "opus", "vorbis", "flac", "alac", "ape", "wavpack", "tta", "tak", "mpc7", "mpc8",
        "shorten",
        "wmav1", "wmav2", "wmapro", "wmavoice", "wmalossless", "xma1", "xma2", "amrnb", "amrwb", "cook", "sipr",
        "real_144", "real_288", "ralf", "atrac1", "atrac3", "atrac3al", "atrac3plus", "atrac3plusal", "atrac9", "qdm2",
        "qdmc", "nellymoser", "speex", "gsm", "gsm_ms", "g722", "g723_1", "g726", "g726le", "g729", "metasound",
        "twinvq", "truespeech", "qcelp", "evrc", "ilbc", "mace3", "mace6", "imc", "iac", "dst", "8svx_exp", "8svx_fib",
        "dvaudio", "s302m", "sonic",
    ]

    private static let families = ["pcm_", "adpcm_", "dsd_"]

    /// The decoder for `codec`; nil when this build has none that is allowed.
    static func decoder(for codec: AVCodecID) -> UnsafePointer<AVCodec>? {
        guard codec != AV_CODEC_ID_NONE else { return nil }
        var cursor: UnsafeMutableRawPointer?
        while let candidate = av_codec_iterate(&cursor) {
            if candidate.pointee.id == codec, av_codec_is_decoder(candidate) != 0, isAllowed(candidate) {
                return candidate
            }
        }
        return nil
    }

    /// libavformat opens decoders by itself while it analyses streams; this keeps it to the same list.
    static let whitelist: String = {
        var allowed: [String] = []
        var cursor: UnsafeMutableRawPointer?
        while let candidate = av_codec_iterate(&cursor) {
            if av_codec_is_decoder(candidate) != 0, isAllowed(candidate) {
                allowed.append(String(cString: candidate.pointee.name))
            }
        }
        return allowed.joined(separator: ",")
    }()

    private static func isAllowed(_ codec: UnsafePointer<AVCodec>) -> Bool {
        guard codec.pointee.type == AVMEDIA_TYPE_AUDIO, codec.pointee.capabilities & AV_CODEC_CAP_EXPERIMENTAL == 0
        else {
            return false
        }
        let name = String(cString: codec.pointee.name)
        return names.contains(name) || families.contains { name.hasPrefix($0) }
    }
}

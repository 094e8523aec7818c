import CFFmpeg

/// Which of libavformat's demuxers may see a foreign file.
///
/// The list names containers and audio files only. Left out on purpose: everything that opens other files or
/// addresses (hls, concat, dash, imf, sdp, rtsp, image sequences), generators and devices (lavfi, tty),
/// headerless samples, subtitles, and formats of single games.
enum DemuxerPolicy {
    static let allowed: Set<String> = [
        mp4, "matroska,webm", "avi", "mpegts", "mpeg", "asf", "flv", "ogg", "rm", "nut", "mxf",
        "gxf",
        "wtv", "dv", "wav", "w64", "aiff", "au", "caf", "flac", "mp3", "aac", "loas", "ac3", "eac3", "dts", "dtshd",
        "truehd", "mlp", "amr", "ape", "wv", "tta", "tak", "mpc", "mpc8", "dsf", "iff", "voc", "oma", "xwma",
    ]

    /// Bare video streams: recognised, so that the answer is "no audio", and never opened.
    static let videoOnly: Set<String> = [
        "mpegvideo", "m4v", "h261", "h263", "h264", "hevc", "vc1", "obu", "ivf", "dirac", "yuv4mpegpipe",
    ]

    private static let mp4 = "mov,mp4,m4a,3gp,3g2,mj2"

    /// Demuxers whose header alone tells codec, rate and channels.
    static let selfDescribing: Set<String> = [mp4, "matroska,webm"]

    /// For libavformat's own check, which refuses whatever else a demuxer might chain to.
    static let whitelist = allowed.sorted().joined(separator: ",")

    static func isMP4(_ format: UnsafePointer<AVInputFormat>) -> Bool { name(format) == mp4 }

    static func name(_ format: UnsafePointer<AVInputFormat>) -> String { String(cString: format.pointee.name) }

    /// Every allowed or video-only demuxer of this build.
    static func candidates() -> [UnsafePointer<AVInputFormat>] {
        var found: [UnsafePointer<AVInputFormat>] = []
        var cursor: UnsafeMutableRawPointer?
        while let format = av_demuxer_iterate(&cursor) {
            let name = name(format)
            if allowed.contains(name) || videoOnly.contains(name) { found.append(format) }
        }
        return found
    }
}

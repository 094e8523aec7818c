import CFFmpeg
import MediaTypes

/// Why a track gave not a single sample.
enum EmptyTrack {
    static func failure(_ track: TrackDecoder) -> MediaFailure {
        let summary = track.summary
        if summary.protectedPackets > 0 || spool_stream_is_encrypted(track.stream) != 0 { return protected }
        if summary.failedPackets == 0 { return MediaFailure(.emptyAudio, "the audio track is empty") }
        let id = track.stream.pointee.codecpar.pointee.codec_id
        let codec = String(cString: avcodec_get_name(id))
        if summary.firstFailure == spool_averror_patch_welcome {
            return FFmpegError.decoder(summary.firstFailure, codec: codec)
        }
        // The decoder calls every sample size that it lacks invalid data.
        if id == AV_CODEC_ID_FLAC, track.decoder.bitsPerSample > 24 {
            return MediaFailure(
                .unsupportedCodec, "\(track.decoder.bitsPerSample)-bit flac audio cannot be decoded here")
        }
        return MediaFailure(.damaged, "none of the \(codec) track's \(summary.packets) packets can be decoded")
    }

    static let protected = MediaFailure(.protected, "the audio is protected (DRM) and cannot be converted")
}

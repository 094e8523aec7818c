import CFFmpeg
import Glibc
import MediaTypes

/// Turns libav's status codes into failures for people.
enum FFmpegError {
    static func unreadable(_ code: Int32) -> MediaFailure {
        MediaFailure(.sourceUnreadable, "the input cannot be read: \(String(cString: strerror(code)))")
    }

    /// A container whose header could not be read.
    static func opening(_ status: Int32, file: InputFile) -> MediaFailure {
        if file.failure != 0 { return unreadable(file.failure) }
        if status == spool_averror(ENOMEM) {
            return MediaFailure(.limitExceeded, "the header asks for more memory than is allowed")
        }
        return MediaFailure(.damaged, "the header is damaged")
    }

    /// A decoder that did not start.
    static func decoder(_ status: Int32, codec: String) -> MediaFailure {
        if status == spool_averror_patch_welcome || status == spool_averror_decoder_not_found
            || status == spool_averror(ENOSYS)
        {
            return MediaFailure(.unsupportedCodec, "this kind of \(codec) audio cannot be decoded here")
        }
        return MediaFailure(.damaged, "the \(codec) track's header is damaged")
    }
}

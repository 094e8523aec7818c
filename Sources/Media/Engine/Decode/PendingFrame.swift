import CFFmpeg

/// A reference of its own to a decoded frame that waits.
final class PendingFrame {
    let pointer: UnsafeMutablePointer<AVFrame>

    /// Nil when memory is short.
    init?(_ frame: borrowing AudioFrame) {
        guard let copy = av_frame_clone(frame.pointer) else { return nil }
        pointer = copy
    }

    deinit {
        var pointer: UnsafeMutablePointer<AVFrame>? = pointer
        av_frame_free(&pointer)
    }
}

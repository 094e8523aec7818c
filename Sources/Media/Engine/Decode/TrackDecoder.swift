import CFFmpeg
import MediaTypes

/// Demuxes and decodes one track in order. Not thread safe; one thread at a time uses it.
final class TrackDecoder {
    let container: Container
    let stream: UnsafeMutablePointer<AVStream>
    let decoder: AudioDecoder
    private let packet: UnsafeMutablePointer<AVPacket>
    /// What was met on the way, complete when `next` has returned nil.
    private(set) var summary = DecodeSummary()
    private var isDrained = false
    private var knownStreams: UInt32 = 0

    /// Only `stream` is read from then on.
    init(container: Container, stream: UnsafeMutablePointer<AVStream>) throws(MediaFailure) {
        decoder = try AudioDecoder(stream: stream)
        guard let packet = av_packet_alloc() else { throw MediaFailure(.internalError, "out of memory") }
        self.container = container
        self.stream = stream
        self.packet = packet
        discardOthers()
    }

    deinit {
        var packet: UnsafeMutablePointer<AVPacket>? = packet
        av_packet_free(&packet)
    }

    /// Reads and decodes the next packet. Returns false when the track is at its end.
    func step(each body: (borrowing AudioFrame) throws(MediaFailure) -> Void) throws(MediaFailure) -> Bool {
        if isDrained { return false }
        let status = av_read_frame(container.context, packet)
        guard status >= 0 else {
            if container.file.failure != 0 { throw FFmpegError.unreadable(container.file.failure) }
            summary.readStatus = status
            isDrained = true
            try decode(nil, each: body)
            return false
        }
        defer { av_packet_unref(packet) }
        if container.context.pointee.nb_streams != knownStreams { discardOthers() }
        guard packet.pointee.stream_index == stream.pointee.index else { return true }
        if spool_packet_is_encrypted(packet) != 0 {
            summary.protectedPackets += 1
            return true
        }
        summary.note(packet, timeBase: stream.pointee.time_base)
        try decode(packet, each: body)
        return true
    }

    private func decode(
        _ packet: UnsafeMutablePointer<AVPacket>?, each body: (borrowing AudioFrame) throws(MediaFailure) -> Void
    ) throws(MediaFailure) {
        var frames = 0
        let status = try decoder.decode(packet) { frame throws(MediaFailure) in
            frames += 1
            try body(frame)
        }
        if packet != nil, status < 0 { summary.noteFailure(status) }
    }

    private func discardOthers() {
        knownStreams = container.context.pointee.nb_streams
        for other in container.streams where other.pointee.index != stream.pointee.index {
            other.pointee.discard = AVDISCARD_ALL
        }
    }
}

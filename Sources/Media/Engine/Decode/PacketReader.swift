import CFFmpeg
import MediaTypes

/// Reads the packets of one track in order. Not thread safe; one thread at a time uses it.
final class PacketReader {
    let container: Container
    let stream: UnsafeMutablePointer<AVStream>
    private let packet: UnsafeMutablePointer<AVPacket>
    /// What was met on the way, complete when `next` has returned nil.
    var summary = DecodeSummary()
    private var knownStreams: UInt32 = 0

    /// Only `stream` is read from then on.
    init(container: Container, stream: UnsafeMutablePointer<AVStream>) throws(MediaFailure) {
        guard let packet = av_packet_alloc() else { throw MediaFailure(.internalError, "out of memory") }
        self.container = container
        self.stream = stream
        self.packet = packet
        discardOthers()
        container.readOnly(stream)
    }

    deinit {
        var packet: UnsafeMutablePointer<AVPacket>? = packet
        av_packet_free(&packet)
    }

    /// The next packet that is not encrypted, valid until the next call; nil at the track's end.
    func next() throws(MediaFailure) -> UnsafeMutablePointer<AVPacket>? {
        while true {
            av_packet_unref(packet)
            let status = av_read_frame(container.context, packet)
            guard status >= 0 else {
                if container.file.failure != 0 { throw FFmpegError.unreadable(container.file.failure) }
                summary.readStatus = status
                return nil
            }
            if container.context.pointee.nb_streams != knownStreams { discardOthers() }
            guard packet.pointee.stream_index == stream.pointee.index else { continue }
            if spool_packet_is_encrypted(packet) != 0 {
                summary.protectedPackets += 1
                continue
            }
            summary.note(packet, timeBase: stream.pointee.time_base)
            return packet
        }
    }

    private func discardOthers() {
        knownStreams = container.context.pointee.nb_streams
        for other in container.streams where other.pointee.index != stream.pointee.index {
            other.pointee.discard = AVDISCARD_ALL
        }
    }
}

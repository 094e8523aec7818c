import CFFmpeg

/// What demuxing and decoding of one track came to.
struct DecodeSummary {
    /// Packets of the track that were handed to the decoder.
    var packets = 0
    /// Packets that it refused.
    var failedPackets = 0
    /// libav's status of the first refusal; 0 when there was none.
    var firstFailure: Int32 = 0
    /// Where the first refused packet starts, in milliseconds; nil when it does not say.
    var firstFailureTime: Int64?
    /// Packets that were encrypted and not decoded.
    var protectedPackets = 0
    /// The last packet's end in milliseconds of the container's time line; nil when packets do not say.
    var lastTime: Int64?
    /// True when the last packet read was marked as incomplete by the demuxer.
    var lastPacketIsCorrupt = false
    /// What ended the reading: libav's end of file or an error.
    var readStatus: Int32 = 0

    private var currentTime: Int64?

    mutating func note(_ packet: UnsafeMutablePointer<AVPacket>, timeBase: AVRational) {
        packets += 1
        lastPacketIsCorrupt = packet.pointee.flags & AV_PKT_FLAG_CORRUPT != 0
        let stamp = packet.pointee.pts != spool_no_timestamp ? packet.pointee.pts : packet.pointee.dts
        currentTime = MediaDuration.samples(stamp, timeBase: timeBase, rate: 1000)
        let (end, overflow) = stamp.addingReportingOverflow(max(0, packet.pointee.duration))
        guard stamp != spool_no_timestamp, !overflow else { return }
        if let time = MediaDuration.samples(end, timeBase: timeBase, rate: 1000) {
            lastTime = max(lastTime ?? time, time)
        }
    }

    mutating func noteFailure(_ status: Int32) {
        if failedPackets == 0 { (firstFailure, firstFailureTime) = (status, currentTime) }
        failedPackets += 1
    }
}

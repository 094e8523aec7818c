import CFFmpeg

/// One decoded frame, valid while the decoder lends it.
struct AudioFrame: ~Copyable {
    let pointer: UnsafeMutablePointer<AVFrame>

    init(_ pointer: UnsafeMutablePointer<AVFrame>) { self.pointer = pointer }

    var count: Int { Int(pointer.pointee.nb_samples) }

    var configuration: PCMConfiguration {
        PCMConfiguration(
            rate: Int(pointer.pointee.sample_rate), channels: Int(pointer.pointee.ch_layout.nb_channels),
            format: pointer.pointee.format, speakers: ChannelLayout(pointer.pointee.ch_layout).speakers)
    }

    /// In the stream's time base; nil when the decoder does not know.
    var timestamp: Int64? {
        let stamp = pointer.pointee.best_effort_timestamp
        return stamp == spool_no_timestamp ? nil : stamp
    }
}

/// What the samples of a frame are.
struct PCMConfiguration: Equatable {
    let rate: Int
    let channels: Int
    /// libav's `AVSampleFormat`.
    let format: Int32
    let speakers: [DownmixMatrix.Speaker]

    /// The part that people hear: a change of it in mid-stream is reported.
    func sounds(like other: PCMConfiguration) -> Bool { rate == other.rate && speakers == other.speakers }
}

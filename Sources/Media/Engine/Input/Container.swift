import CFFmpeg
import MediaTypes

/// One opened container over one descriptor. Not thread safe: one thread at a time uses it.
final class Container {
    let file: InputFile
    let name: RawName
    let context: UnsafeMutablePointer<AVFormatContext>
    private let io: UnsafeMutablePointer<AVIOContext>
    /// Nothing but the file's name spoke for its format.
    private let isByNameOnly: Bool
    /// The durations that the header declared for each stream, in its time base, before any analysis guessed.
    private(set) var declaredDurations: [Int64?] = []

    /// Reads the header of `file`. Nothing else is opened, whatever the header says.
    ///
    /// - Parameter manySamples: from how many samples on the index of an MP4 file is held once, if that changes nothing.
    init(file: InputFile, name: RawName, manySamples: UInt64 = LongMP4.manySamples) throws(MediaFailure) {
        spool_silence_log()
        guard let match = FormatDetector(file: file, name: name).detect() else {
            if file.failure != 0 { throw FFmpegError.unreadable(file.failure) }
            throw file.size == 0 ? MediaFailure(.notMedia, "the file is empty") : Self.notMedia
        }
        let format = match.format
        if DemuxerPolicy.videoOnly.contains(DemuxerPolicy.name(format)) {
            throw MediaFailure(.noAudio, "there is no audio track: this is a bare video stream")
        }
        var options: OpaquePointer?
        defer { av_dict_free(&options) }
        if DemuxerPolicy.isMP4(format), LongMP4.needsNoSecondIndex(file, manySamples: manySamples) {
            av_dict_set(&options, "advanced_editlist", "0", 0)
        }
        guard file.seek(to: 0) == 0, let io = file.makeIOContext() else {
            throw MediaFailure(.internalError, "out of memory")
        }
        guard let context = avformat_alloc_context() else {
            InputFile.freeIOContext(io)
            throw MediaFailure(.internalError, "out of memory")
        }
        context.pointee.pb = io
        context.pointee.flags |= AVFMT_FLAG_CUSTOM_IO
        context.pointee.probesize = Self.probeBytes
        context.pointee.max_analyze_duration = Self.analyzeMicroseconds
        context.pointee.max_streams = Self.mostStreams
        spool_refuse_names(context)
        av_opt_set(context, "format_whitelist", DemuxerPolicy.whitelist, 0)
        av_opt_set(context, "codec_whitelist", DecoderPolicy.whitelist, 0)
        av_opt_set(context, "protocol_whitelist", "none", 0)

        var opened: UnsafeMutablePointer<AVFormatContext>? = context
        let status = avformat_open_input(&opened, nil, format, &options)
        guard status >= 0, let opened else {
            InputFile.freeIOContext(io)
            throw match.isByNameOnly ? Self.notMedia : FFmpegError.opening(status, file: file)
        }
        self.file = file
        self.name = name
        isByNameOnly = match.isByNameOnly
        self.context = opened
        self.io = io
        declaredDurations = streams.map { $0.pointee.duration == spool_no_timestamp ? nil : $0.pointee.duration }
    }

    deinit {
        var closing: UnsafeMutablePointer<AVFormatContext>? = context
        avformat_close_input(&closing)
        InputFile.freeIOContext(io)
    }

    private static let notMedia = MediaFailure(.notMedia, "this is not an audio or video file that Spool knows")
    private static let probeBytes: Int64 = 5_000_000
    private static let analyzeMicroseconds: Int64 = 5_000_000
    private static let mostStreams: Int32 = 256
}

extension Container {
    /// FFmpeg's short demuxer name: the first of a list such as `mov,mp4,m4a`.
    var formatName: String { String(longName.prefix { $0 != "," }) }

    private var longName: String { String(cString: context.pointee.iformat.pointee.name) }

    /// Timestamps of this container may jump without a gap in the sound (broadcast streams).
    var hasDiscontinuities: Bool { context.pointee.iformat.pointee.flags & AVFMT_TS_DISCONT != 0 }

    var streams: [UnsafeMutablePointer<AVStream>] {
        (0..<context.pointee.nb_streams).compactMap { spool_stream(context, $0) }
    }

    /// Bytes that libavformat holds for the places of all samples: in MP4 it grows with the length.
    var indexSize: Int {
        streams.reduce(0) { $0 + Int(avformat_index_get_entries_count($1)) * MemoryLayout<AVIndexEntry>.stride }
    }

    /// Streams of sound, in the container's order; pictures attached to sound are not among them.
    var audioStreams: [UnsafeMutablePointer<AVStream>] {
        streams.filter { $0.pointee.codecpar.pointee.codec_type == AVMEDIA_TYPE_AUDIO }
    }

    /// Reads ahead, within bounds, where the header leaves codec, rate or channels open.
    func analyze() throws(MediaFailure) {
        if DemuxerPolicy.selfDescribing.contains(longName), audioStreams.allSatisfy(Self.isDescribed) { return }
        let status = avformat_find_stream_info(context, nil)
        if file.failure != 0 { throw FFmpegError.unreadable(file.failure) }
        if isByNameOnly, !audioStreams.contains(where: Self.isDescribed) { throw Self.notMedia }
        // Whatever was learnt before the failure still stands; decoding tells the rest.
        if status < 0, audioStreams.isEmpty { throw FFmpegError.opening(status, file: file) }
    }

    /// Reads no more of the file than `stream` takes, where an index says where that is.
    func readOnly(_ stream: UnsafeMutablePointer<AVStream>) {
        guard let plan = ReadPlan(container: self, stream: stream) else { return }
        file.follow(plan)
        // libavformat's own buffer would read ahead, too.
        io.pointee.direct = 1
    }

    private static func isDescribed(_ stream: UnsafeMutablePointer<AVStream>) -> Bool {
        let codec = stream.pointee.codecpar.pointee
        return codec.codec_id != AV_CODEC_ID_NONE && codec.sample_rate > 0 && codec.ch_layout.nb_channels > 0
    }
}

import CFFmpeg
import MediaTypes

/// Whether a track ends before the end that its file promises.
struct Truncation {
    let container: Container
    let choice: ChosenTrack
    /// The furthest that the sound got, in milliseconds.
    let reached: Int64

    /// Formats whose headers count the track's own samples or frames: exact up to rounding.
    private static let exact: Set<String> = [
        "flac", "wav", "w64", "aiff", "au", "caf", "mp3", "ape", "wv", "tta", "tak",
    ]
    /// Formats that declare the track's own duration, within a packet or two.
    private static let close: Set<String> = [
        "mov", "avi", "rm", "mpc", "mpc8", "dsf", "mxf", "iff", "voc", "xwma", "oma",
    ]

    /// Milliseconds that rounding may hide.
    private static let exactTolerance: Int64 = 50
    private static let closeTolerance: Int64 = 250

    /// Formats whose declared duration stands in the header, however much of the file is left.
    private static let declaredInHeader: Set<String> = ["mov", "matroska"]

    /// The failure, in the words `input ends at 12:03 of 45:10`; nil when nothing says that sound is missing.
    var failure: MediaFailure? {
        if let time = firstSampleBeyondFile { return failure(at: time, of: declared ?? container.duration) }
        if case .cut(let promised) = ContainerEnd(format: container.formatName, source: container.file) {
            // Where the missing bytes held no more of this track, nothing is lost.
            if hasIndex || isAtDeclaredEnd { return nil }
            return failure(at: reached, of: total, promised: promised)
        }
        guard let tolerance, let declared, reached + tolerance < declared else { return nil }
        return failure(at: reached, of: declared)
    }

    private var isAtDeclaredEnd: Bool {
        guard Self.declaredInHeader.contains(container.formatName), let total else { return false }
        return reached + Self.exactTolerance >= total
    }

    private func failure(at time: Int64, of total: Int64?, promised: Int64? = nil) -> MediaFailure {
        let start = "input ends at \(MediaDuration.text(time))"
        if let total, total > time + 500 { return MediaFailure(.truncated, "\(start) of \(MediaDuration.text(total))") }
        let size = container.file.size
        guard let promised, size > 0, promised / size < 1_000_000 else {
            return MediaFailure(.truncated, "\(start), in the middle of a packet")
        }
        // Bytes missing and bytes there hold about the same seconds each.
        let guess = Int64(Double(time) * Double(promised) / Double(size))
        return MediaFailure(.truncated, "\(start) of about \(MediaDuration.text(guess + 500))")
    }

    private var total: Int64? { declared ?? container.duration }

    private var declared: Int64? { container.declaredDuration(of: choice.stream) }

    private var tolerance: Int64? {
        Self.exact.contains(container.formatName)
            ? Self.exactTolerance : Self.close.contains(container.formatName) ? Self.closeTolerance : nil
    }

    /// MP4 without fragments: the header lists every sample of the track with its place in the file.
    private var hasIndex: Bool {
        container.formatName == "mov" && indexCount > 0 && choice.stream.pointee.nb_frames > 0
    }

    private var indexCount: Int32 { avformat_index_get_entries_count(choice.stream) }

    /// The time of the first sample that lies beyond the end of the file, in milliseconds.
    private var firstSampleBeyondFile: Int64? {
        guard container.formatName == "mov" else { return nil }
        for index in 0..<indexCount {
            guard let entry = avformat_index_get_entry(choice.stream, index)?.pointee else { continue }
            let (end, overflow) = entry.pos.addingReportingOverflow(Int64(entry.size))
            if overflow || end > container.file.size {
                return MediaDuration.samples(entry.timestamp, timeBase: choice.stream.pointee.time_base, rate: 1000)
                    ?? reached
            }
        }
        return nil
    }
}

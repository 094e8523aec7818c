import CFFmpeg
import MediaTypes

/// Finds the one demuxer for a file by its content, among `DemuxerPolicy`'s candidates only.
///
/// It scores as libavformat does: windows of growing size, an ID3v2 tag in front stepped over, and the name's
/// extension worth a point where content speaks for the format already. By its name alone only a bare stream is
/// taken whose demuxer finds its way through foreign bytes.
struct FormatDetector {
    struct Match {
        let format: UnsafePointer<AVInputFormat>
        let isByNameOnly: Bool
    }

    private static let resynchronising: Set<String> = ["flac", "mp3"]
    private static let firstWindow = 2048
    private static let lastWindow = 1 << 20
    /// Below this score a bigger window is tried.
    private static let sureScore: Int32 = 25

    let file: InputFile
    let name: RawName

    /// The best candidate; nil when none of them knows the content.
    func detect() -> Match? {
        let start = ID3Prefix.end(in: file)
        let candidates = DemuxerPolicy.candidates()
        var size = Self.firstWindow
        while true {
            let bytes = file.bytes(at: start, count: size)
            guard !bytes.isEmpty else { return nil }
            let isLast = bytes.count < size || size >= Self.lastWindow
            if let best = best(of: candidates, for: bytes, minimum: isLast ? 1 : Self.sureScore + 1) {
                return Match(format: best, isByNameOnly: false)
            }
            if isLast { break }
            size *= 2
        }
        let named = candidates.first {
            Self.resynchronising.contains(DemuxerPolicy.name($0)) && DemuxerPolicy.name($0) == name.fileExtension
        }
        return named.map { Match(format: $0, isByNameOnly: true) }
    }

    /// The format with the highest score of at least `minimum`; nil when none has it or two share it.
    private func best(
        of candidates: [UnsafePointer<AVInputFormat>], for bytes: [UInt8], minimum: Int32
    ) -> UnsafePointer<AVInputFormat>? {
        // Probe functions read past the end by AVPROBE_PADDING_SIZE.
        var padded = bytes + [UInt8](repeating: 0, count: Int(AVPROBE_PADDING_SIZE))
        return padded.withUnsafeMutableBufferPointer { buffer in
            extensionOnlyName.withCString { filename in
                var data = AVProbeData()
                data.filename = filename
                data.buf = buffer.baseAddress
                data.buf_size = Int32(bytes.count)
                var best: UnsafePointer<AVInputFormat>?
                var top: Int32 = 0
                for format in candidates {
                    var score = spool_probe_score(format, &data)
                    guard score >= 0 else { continue }
                    if score > 0, av_match_ext(filename, format.pointee.extensions) != 0 { score = max(score, 1) + 1 }
                    if score > top {
                        (top, best) = (score, format)
                    } else if score == top {
                        best = nil
                    }
                }
                return top >= minimum ? best : nil
            }
        }
    }

    /// The name's extension alone: nothing else of a foreign name reaches the probe functions.
    private var extensionOnlyName: RawName {
        RawName("input." + String(decoding: name.fileExtension.utf8.prefix(16), as: UTF8.self))
    }
}

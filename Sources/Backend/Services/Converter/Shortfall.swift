import Glibc
import MediaTypes
import SpoolAPI

/// Says how much room a conversion would have needed.
struct Shortfall: Sendable {
    var job: Job
    /// Milliseconds of audio in all; nil when unknown.
    var total: Int64?
    /// The unfinished MP3.
    var output: RawName
    /// Where there was too little room.
    var directory: RawName

    /// Removes the unfinished file: what it took is free when people look.
    func failure() async -> MediaFailure {
        let (output, directory) = (output, directory)
        let free = try? await FileThreads.run {
            _ = output.withCString { unlink($0) }
            return FreeSpace.bytes(at: directory)
        }
        let details = [
            total.map { "needs about \(FreeSpace.text($0 * Int64(kilobits) / 8))" },
            (free ?? nil).map { "free \(FreeSpace.text($0))" },
        ].compactMap { $0 }
        return MediaFailure(.diskFull, details.isEmpty ? "disk full" : "disk full (\(details.joined(separator: ", ")))")
    }

    /// kbit/s: the nominal rate, for VBR that of music in stereo (measured by LAME's authors for V0 … V9).
    private var kilobits: Int {
        switch job.options.encoding {
        case .cbr(let rate), .abr(let rate): rate
        case .vbr(let quality): [245, 225, 190, 175, 165, 130, 115, 100, 85, 65][min(max(quality, 0), 9)]
        }
    }
}

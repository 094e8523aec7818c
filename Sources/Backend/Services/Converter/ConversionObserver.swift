import BackendCore
import MediaTypes
import SpoolAPI

/// Listens to one conversion.
struct ConversionObserver: Sendable {
    /// What the events said, for the result.
    struct Story: Sendable {
        var track = ""
        var warnings: [MediaWarning] = []
        /// Milliseconds of audio in all, once known.
        var total: Int64?
    }

    let lease: Lease
    let log: AttemptLog
    let clock: any SystemClock

    /// Returns when the conversion has ended.
    func follow(_ events: AsyncStream<TranscodeEvent>) async -> Story {
        var story = Story()
        for await event in events {
            switch event {
            case .started(let track, let reason):
                story.track = Self.describe(track, reason)
                log.add(story.track)
            case .progress(let done, let total):
                story.total = total ?? story.total
                await lease.report(done: done, total: total, at: clock.wall())
            case .warning(let warning):
                story.warnings.append(warning)
                log.add("warning: \(warning.message) (\(warning.code.rawValue))")
            case .log(let line): log.add(line)
            }
        }
        return story
    }

    /// `track 2, aac 5.1, jpn: language jpn`; the stream's index is what other programs show too.
    private static func describe(_ track: AudioTrack, _ reason: String) -> String {
        let sound = [track.codec, track.layout].filter { !$0.isEmpty }.joined(separator: " ")
        let parts = ["track \(track.stream)", sound, track.language ?? ""].filter { !$0.isEmpty }
        return parts.joined(separator: ", ") + ": " + reason
    }
}

import BackendCore
import MediaTypes
import SpoolAPI

/// What a mail says about one job that has ended.
struct MailItem: Hashable, Sendable {
    /// The MP3's name, or the video's where there is none.
    var title: String
    /// nil when it is done.
    var reason: String?
    /// `3:25`.
    var length = ""
    /// `5.2 MB`.
    var size = ""
    var link: String?
    /// On this machine.
    var path: String?

    /// nil for a job that has not ended, or was cancelled: whoever cancelled it knows.
    init?(_ job: Job, links: DownloadLinks?, now: Timestamp) {
        switch job.state {
        case .done:
            guard let result = job.result else { return nil }
            title = HarmlessText.of(result.name.text)
            length = Self.length(result.duration)
            size = FreeSpace.text(result.size)
            path = result.path.map { HarmlessText.of($0.text) }
            link = result.path == nil && result.available ? links?.url(of: job.id, now: now) : nil
        case .failed:
            title = HarmlessText.of(job.name.text)
            reason = HarmlessText.of(job.failure?.message ?? "no reason is known")
        default: return nil
        }
    }

    /// - Parameter milliseconds: not negative.
    private static func length(_ milliseconds: Int64) -> String {
        let seconds = max(milliseconds, 0) / 1000
        func pad(_ number: Int64) -> String { number < 10 ? "0\(number)" : "\(number)" }
        let (hours, minutes, rest) = (seconds / 3600, seconds / 60 % 60, pad(seconds % 60))
        return hours > 0 ? "\(hours):\(pad(minutes)):\(rest)" : "\(minutes):\(rest)"
    }
}

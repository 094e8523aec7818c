import SpoolAPI

/// Makes the links of mails: they need no login and expire.
public struct DownloadLinks: Sendable {
    private let base: String
    private let key: LinkKey
    /// Days that a link works.
    let days: Int

    /// - Parameter base: where clients reach the gateway, e.g. `https://spool.example.org`.
    public init(base: String, key: LinkKey, days: Int = 7) {
        self.base = base.hasSuffix("/") ? String(base.dropLast()) : base
        self.key = key
        self.days = days
    }

    func url(of job: JobID, now: Timestamp) -> String {
        base + SignedLink(to: job, expires: now / 1000 + Int64(days) * 86_400, key: key).path
    }
}

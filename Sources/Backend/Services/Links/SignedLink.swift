import SpoolAPI

/// A link to a job's MP3 that needs no login and expires: who has it can download until then.
///
///     /v1/jobs/{id}/mp3?expires=UNIX&signature=BASE64URL
public struct SignedLink: Hashable, Sendable {
    public var job: JobID
    /// Seconds since 1970-01-01 UTC.
    public var expires: Int64
    public var signature: String

    /// A new link.
    public init(to job: JobID, expires: Int64, key: LinkKey) {
        self.job = job
        self.expires = expires
        signature = key.sign(Self.text(job, expires))
    }

    /// What a client sent: the job of the path, and the query's two parameters as they stand there. Nil when one of
    /// them is missing or `expires` is no number; not verified yet.
    public init?(job: JobID, expires: Substring?, signature: Substring?) {
        guard let expires = expires.flatMap({ Int64($0) }), let signature else { return nil }
        self.job = job
        self.expires = expires
        self.signature = String(signature)
    }

    /// Path and query; the server's base URL goes before it. All its characters stand for themselves in URLs.
    public var path: String { "\(Route.mp3.path(id: job))?expires=\(expires)&signature=\(signature)" }

    /// True for a link that was made with `key`, expired or not.
    public func isGenuine(key: LinkKey) -> Bool { key.isSignature(signature, of: Self.text(job, expires)) }

    /// True for a link that was made with `key` and has not expired.
    ///
    /// - Parameter now: milliseconds since 1970-01-01 UTC.
    public func isValid(key: LinkKey, now: Timestamp) -> Bool { isGenuine(key: key) && now / 1000 < expires }

    /// Names its purpose, so that no other use of the key can be mistaken for a link.
    private static func text(_ job: JobID, _ expires: Int64) -> String { "spool mp3 link\n\(job)\n\(expires)" }
}

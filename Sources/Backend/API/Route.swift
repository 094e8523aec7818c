/// Every route once: server, client, documentation and the route tests read this table.
public struct Route: Hashable, Sendable {
    public enum Method: String, Sendable { case get = "GET", post = "POST", patch = "PATCH", delete = "DELETE" }
    /// Who may call it. In single-user mode the socket's owner is everybody.
    public enum Access: Sendable { case anyone, user }

    public var method: Method
    /// Path with `{id}` placeholders.
    public var template: String
    public var access: Access

    public init(_ method: Method, _ template: String, access: Access = .user) {
        self.method = method
        self.template = template
        self.access = access
    }

    /// The template with `{id}` filled in. Ids are of an URL-safe alphabet.
    public func path(id: JobID? = nil) -> String {
        guard let id, let range = template.firstRange(of: "{id}") else { return template }
        return template.replacingCharacters(in: range, with: id.rawValue)
    }
}

extension Route {
    public static let info = Route(.get, "/v1/info", access: .anyone)
    public static let health = Route(.get, "/healthz", access: .anyone)
    public static let ready = Route(.get, "/readyz", access: .anyone)
    public static let metrics = Route(.get, "/metrics", access: .anyone)
    public static let openAPI = Route(.get, "/openapi.yaml", access: .anyone)
    /// `Credentials` or HTTP Basic → `SessionGrant`, 201.
    public static let login = Route(.post, "/v1/session", access: .anyone)
    /// `RefreshRequest` → `SessionGrant`.
    public static let refresh = Route(.post, "/v1/session/refresh", access: .anyone)
    /// Ends this login. 204.
    public static let logout = Route(.delete, "/v1/session")
    /// `SignUpRequest` → `UserProfile`, 201.
    public static let signUp = Route(.post, "/v1/users", access: .anyone)
    public static let profile = Route(.get, "/v1/users/me")
    /// `UserPatch` → `UserProfile`.
    public static let changeProfile = Route(.patch, "/v1/users/me")
    /// Deletes the account, its jobs, videos and MP3s. 204.
    public static let deleteAccount = Route(.delete, "/v1/users/me")
    /// `multipart/form-data`: an optional part `options` (`UploadOptions` as JSON), then the part `file` → `JobReceipt`
    /// with one job, 201. Header `Idempotency-Key` as at `submit`.
    public static let upload = Route(.post, "/upload")
    /// Query `fid`, a job's id: its MP3, as `mp3`.
    public static let download = Route(.get, "/download")
    /// HTTP Basic → the access token as `text/plain`.
    public static let token = Route(.post, "/login", access: .anyone)
    /// `JobSubmission` → `JobReceipt`, 201. Header `Idempotency-Key`: the same key returns the same receipt.
    public static let submit = Route(.post, "/v1/jobs")
    /// Query `after`, `state`, `batch`, `q`, `limit` (≤ 1000, default 200) → `JobPage`.
    public static let list = Route(.get, "/v1/jobs")
    public static let job = Route(.get, "/v1/jobs/{id}")
    public static let change = Route(.patch, "/v1/jobs/{id}")
    /// 204. Refused while the job converts.
    public static let remove = Route(.delete, "/v1/jobs/{id}")
    public static let cancel = Route(.post, "/v1/jobs/{id}/cancel")
    public static let retry = Route(.post, "/v1/jobs/{id}/retry")
    public static let pause = Route(.post, "/v1/jobs/{id}/pause")
    public static let resume = Route(.post, "/v1/jobs/{id}/resume")
    /// The worker's log of the job's attempts, `text/plain`.
    public static let log = Route(.get, "/v1/jobs/{id}/log")
    /// The MP3; `Range`, `If-Range`, `ETag`, `Repr-Digest`. Instead of a login, query `expires` and `signature` of a
    /// signed link.
    public static let mp3 = Route(.get, "/v1/jobs/{id}/mp3")
    public static let queue = Route(.get, "/v1/queue")
    public static let pauseQueue = Route(.post, "/v1/queue/pause")
    public static let resumeQueue = Route(.post, "/v1/queue/resume")
    /// `FeedEvent`s as `text/event-stream`; `Last-Event-ID` or query `after`.
    public static let events = Route(.get, "/v1/events")
    /// Single-user mode: finish what runs within 10 s, then exit. 202.
    public static let shutdown = Route(.post, "/v1/daemon/shutdown")

    public static let all: [Route] = [
        info, health, ready, metrics, openAPI, login, refresh, logout, signUp, profile, changeProfile, deleteAccount,
        upload, download, token, submit, list, job, change, remove, cancel, retry, pause, resume, log,
        mp3, queue, pauseQueue, resumeQueue, events, shutdown,
    ]
}

extension String {
    fileprivate func replacingCharacters(in range: Range<Index>, with text: String) -> String {
        String(self[..<range.lowerBound]) + text + String(self[range.upperBound...])
    }
}

import Foundation
import MediaTypes
import SpoolAPI
import Testing

/// The JSON of every wire type, field for field: clients of other versions rely on it.
@Suite struct WireFormTests {
    private func check<Value: Codable & Equatable>(
        _ value: Value, _ json: String, sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let wire = try JSONSerialization.data(
            withJSONObject: JSONSerialization.jsonObject(with: Data(json.utf8), options: .fragmentsAllowed),
            options: [.sortedKeys, .withoutEscapingSlashes, .fragmentsAllowed])
        #expect(
            String(decoding: try encoder.encode(value), as: UTF8.self) == String(decoding: wire, as: UTF8.self),
            sourceLocation: sourceLocation)
        #expect(try JSONDecoder().decode(Value.self, from: wire) == value, sourceLocation: sourceLocation)
    }

    private let result = JobResult(
        name: "a.mp3", path: RawName(bytes: [0x2F, 0xFF]), size: 9, sha256: "ab", duration: 8, sampleRate: 44100,
        channels: 2, bitRate: 190, encoding: .vbr(2), track: "track 1", available: true)
    private static let resultJSON = """
        {"name":"a.mp3","path":{"base64":"L/8="},"size":9,"sha256":"ab","duration":8,"sampleRate":44100,"channels":2,
         "bitRate":190,"encoding":"V2","track":"track 1","available":true}
        """
    private static let optionsJSON = #"{"encoding":"V2","channels":"keep","partial":"fail","id3Version":4,"tags":{}}"#

    @Test func job() throws {
        let least = Job(id: JobID("i"), batch: BatchID("b"), name: "n", size: 1)
        let leastJSON = """
            {"id":"i","batch":"b","name":"n","size":1,"options":\(Self.optionsJSON),"state":"queued","paused":false,
             "priority":0,"rank":0,"attempt":0,"maxAttempts":3,"warnings":[],"createdAt":0,"revision":0}
            """
        try check(least, leastJSON)
        var full = least
        full.path = "/v/n"
        full.destination = "/d"
        full.rank = -1.5
        full.worker = "w"
        full.progress = JobProgress(done: 1, total: 2, speed: 3.5, updatedAt: 4)
        full.result = result
        full.failure = MediaFailure(.noAudio, "there is none")
        full.warnings = [MediaWarning(.damagedPackets, "3 packets")]
        (full.notBefore, full.startedAt, full.finishedAt, full.revision) = (5, 6, 7, 8)
        try check(
            full,
            """
            {"id":"i","batch":"b","name":"n","path":"/v/n","size":1,"destination":"/d","options":\(Self.optionsJSON),
             "state":"queued","paused":false,"priority":0,"rank":-1.5,"attempt":0,"maxAttempts":3,"worker":"w",
             "progress":{"done":1,"total":2,"speed":3.5,"updatedAt":4},"result":\(Self.resultJSON),
             "failure":{"code":"no_audio","message":"there is none"},
             "warnings":[{"code":"damaged_packets","message":"3 packets"}],"createdAt":0,"notBefore":5,"startedAt":6,
             "finishedAt":7,"revision":8}
            """)
    }

    @Test func states() throws {
        let names = ["receiving", "queued", "converting", "publishing", "done", "failed", "cancelled"]
        #expect(JobState.allCases.map(\.rawValue) == names)
        #expect(JobState.allCases.filter(\.isFinal) == [.done, .failed, .cancelled])
    }

    @Test func submissionAndReceipt() throws {
        var options = ConversionOptions()
        options.encoding = .abr(130)
        let submission = JobSubmission(
            items: [.init(path: "/a"), .init(path: RawName(bytes: [0x2F, 0xFE]), options: options)], destination: "/d",
            priority: -5, notBefore: 9, batch: BatchID("b"))
        try check(
            submission,
            """
            {"items":[{"path":"/a"},{"path":{"base64":"L/4="},"options":{"encoding":"abr130","channels":"keep",
             "partial":"fail","id3Version":4,"tags":{}}}],"options":\(Self.optionsJSON),"destination":"/d","priority":-5,
             "notBefore":9,"batch":"b"}
            """)
        try check(JobReceipt(batch: BatchID("b"), jobs: [JobID("i")]), #"{"batch":"b","jobs":["i"]}"#)
    }

    @Test func patches() throws {
        try check(JobPatch(), "{}")
        try check(
            JobPatch(move: .top, priority: 3, options: ConversionOptions()),
            #"{"move":"top","priority":3,"options":\#(Self.optionsJSON)}"#)
        #expect(JobPatch.Move.allCases.map(\.rawValue) == ["top", "up", "down", "bottom"])
    }

    @Test func pagesAndFeed() throws {
        try check(JobPage(jobs: [], next: "12", revision: 3), #"{"jobs":[],"next":"12","revision":3}"#)
        try check(JobPage(jobs: [], next: nil, revision: 3), #"{"jobs":[],"revision":3}"#)
        try check(FeedHello(revision: 3, reset: true), #"{"revision":3,"reset":true}"#)
        try check(JobRemoved(id: JobID("i"), revision: 4), #"{"id":"i","revision":4}"#)
        try check(
            QueueStatus(paused: true, blocked: "disk full", workers: 2),
            #"{"paused":true,"blocked":"disk full","workers":2}"#)
    }

    @Test func serverInfo() throws {
        try check(
            ServerInfo(
                version: "1", mode: .singleUser, pid: 7, queue: QueueStatus(paused: false, workers: 2),
                maxUploadSize: 5,
                retentionDays: 30),
            """
            {"version":"1","mode":"single_user","pid":7,"queue":{"paused":false,"workers":2},"signUp":"closed",
             "maxUploadSize":5,"maxJobsPerRequest":10000,"retentionDays":30}
            """)
    }

    @Test func accounts() throws {
        let user = UserProfile(id: UserID("u"), email: "a@b.example", createdAt: 5)
        let json = #"{"id":"u","email":"a@b.example","role":"user","notifies":true,"createdAt":5}"#
        try check(user, json)
        try check(
            SessionGrant(
                accessToken: "a", accessExpiresAt: 1, refreshToken: "r", refreshExpiresAt: 2, user: user),
            #"{"accessToken":"a","accessExpiresAt":1,"refreshToken":"r","refreshExpiresAt":2,"user":\#(json)}"#)
        try check(Credentials(email: "a", password: "b"), #"{"email":"a","password":"b"}"#)
        try check(UserPatch(notifies: false), #"{"notifies":false}"#)
        try check(SignUpRequest(email: "a", password: "b"), #"{"email":"a","password":"b"}"#)
        #expect(SignUpPolicy.allCases.map(\.rawValue) == ["closed", "invite", "open"])
    }

    @Test(arguments: Problem.Code.allCases)
    func problems(_ code: Problem.Code) throws {
        #expect((400...599).contains(code.status) && !code.title.isEmpty)
        try check(
            Problem(code, "d"),
            #"{"type":"about:blank","title":"\#(code.title)","status":\#(code.status),"detail":"d","code":"\#(code.rawValue)"}"#
        )
    }

    @Test func progressIsNeverCompleteBeforeTheEnd() {
        func fraction(_ done: Int64, _ total: Int64?) -> Double? {
            JobProgress(done: done, total: total, speed: 1, updatedAt: 0).fraction
        }
        #expect(fraction(5, nil) == nil && fraction(5, 0) == nil && fraction(5, -1) == nil)
        #expect(
            fraction(5, 10) == 0.5 && fraction(-5, 10) == 0 && fraction(10, 10) == 0.999 && fraction(99, 10) == 0.999)
    }

    @Test func identifiersAreRandomAndSafeInAPath() {
        let ids = Set((0..<1000).map { _ in JobID.random().rawValue })
        #expect(ids.count == 1000)
        #expect(ids.allSatisfy { $0.count == 16 && $0.allSatisfy { "0123456789abcdefghjkmnpqrstvwxyz".contains($0) } })
        #expect(BatchID.random().rawValue.count == 16)
    }
}

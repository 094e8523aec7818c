import BackendCore
import MediaTypes
import SpoolAPI

let anyLease = Duration.seconds(15)

extension JobLedgerSubject {
    /// Inserts jobs named `names` as one batch and returns their ids.
    func add(
        _ names: String..., owner: UserID = .local, priority: Int = 0, notBefore: Timestamp? = nil, attempts: Int = 3
    ) async throws -> [JobID] {
        let jobs = names.map {
            NewJob(
                name: RawName($0), path: RawName("/videos/\($0)"), priority: priority, notBefore: notBefore,
                maxAttempts: attempts)
        }
        return try await ledger.insert(NewBatch(owner: owner, jobs: jobs)).jobs
    }

    func claim(_ worker: String = "w", lease: Duration = anyLease) async throws -> JobClaim? {
        try await ledger.claimNext(worker: worker, lease: lease)
    }

    func claimed(_ worker: String = "w", file: StaticString = #fileID, line: UInt = #line) async throws -> JobClaim {
        try require(await claim(worker), "nothing was claimable", file: file, line: line)
    }

    /// The names of all claimable jobs, in the order in which they are claimed.
    func claimAll() async throws -> [String] {
        var names: [String] = []
        while let claim = try await claim() { names.append(claim.record.job.name.text) }
        return names
    }

    func job(_ id: JobID) async throws -> Job { try await ledger.job(id, owner: nil).job }

    func finish(_ claim: JobClaim) async throws {
        try await ledger.beginPublishing(claim.token, sampleResult)
        try await ledger.settle(claim.token, .done(sampleResult, warnings: []), log: "")
    }
}

let sampleResult = JobResult(
    name: "a.mp3", path: RawName(bytes: [0x2F, 0x61, 0xFF, 0x2E, 0x6D, 0x70, 0x33]), size: 4096,
    sha256: String(repeating: "0a", count: 32), duration: 1000, sampleRate: 44100, channels: 2, bitRate: 190,
    encoding: .vbr(2), track: "track 1: the only track")

let sampleFailure = MediaFailure(.noAudio, "there is no audio track")
let sampleCrash = MediaFailure(.crashed, "converter crashed (signal 11)")

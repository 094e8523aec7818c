import BackendCore
import BackendEmbedded
import Logging
import MediaTypes
import ServiceLifecycle
import SpoolAPI

@testable import BackendServices

/// A gateway for many people, with the users `ann`, `bob` and the administrator `root`; nothing converts.
final class ServedHouse: Sendable {
    let folder = TemporaryFolder()
    let sessions = MemorySessions()
    let blobs: FileBlobStore
    let ledger: SQLiteJobLedger
    let wakeUps: SQLiteJobQueue
    let key: LinkKey
    private let database: EmbeddedDatabase
    private let group: ServiceGroup
    private let running: Task<Void, any Error>

    var client: Client { Client { [folder] in try SocketConnection(unix: folder("s.sock")) } }

    /// - Parameters:
    ///   - accounts: nil are those of `sessions`.
    ///   - port: where to serve on loopback; nil serves on a Unix socket.
    init(
        accounts: AuthHouse? = nil, port: UInt16? = nil, _ configure: (inout ServedLimits) -> Void = { _ in }
    ) async throws {
        for name in ["ann", "bob"] { await sessions.add(name) }
        await sessions.add("root", role: .admin)
        let logger = Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() })
        database = try EmbeddedDatabase(path: folder("ledger.sqlite").text)
        ledger = SQLiteJobLedger(database)
        blobs = try FileBlobStore(root: folder("blobs"))
        wakeUps = SQLiteJobQueue(database, name: "work")
        guard let key = LinkKey(Array(repeating: 9, count: 32)) else { throw CancellationError() }
        self.key = key
        let feed = ChangeFeed(journal: ledger, heartbeat: .milliseconds(200), logger: logger)
        var limits = ServedLimits()
        configure(&limits)
        let gateway = Gateway(
            ledger: ledger, catalog: ledger, feed: feed, wakeUps: wakeUps, converters: ConverterStatus(workers: 0),
            configuration: GatewayConfiguration(mode: .served),
            served: ServedMode(
                sessions: accounts?.service ?? sessions, verifier: accounts?.verifier ?? sessions, blobs: blobs,
                linkKey: key, limits: limits),
            logger: logger)
        let (listening, isListening) = AsyncStream.makeStream(of: Void.self)
        let server = GatewayServer(
            gateway: gateway,
            address: port.map { .hostname("127.0.0.1", port: Int($0)) }
                ?? .unixDomainSocket(path: folder("s.sock").text), logger: logger
        ) { isListening.finish() }
        var configuration = ServiceGroupConfiguration(services: [server, feed], logger: logger)
        configuration.maximumGracefulShutdownDuration = .seconds(5)
        let group = ServiceGroup(configuration: configuration)
        self.group = group
        running = Task {
            // One that cannot listen must not be waited for.
            defer { isListening.finish() }
            try await group.run()
        }
        for await _ in listening {}
    }

    func stop() async throws {
        await group.triggerGracefulShutdown()
        try await running.value
        try database.close()
    }

    func send(_ method: String, _ path: String, as user: String?, headers: [String] = [], body: [UInt8] = [])
        async throws -> Reply
    {
        let login = user.map { ["Authorization: Bearer token-\($0)"] } ?? []
        return try await client.send(method, path, headers: login + headers, body: body)
    }

    func get(_ path: String, as user: String?, _ headers: String...) async throws -> Reply {
        try await send("GET", path, as: user, headers: headers)
    }

    static let boundary = "----x"

    static func form(_ parts: (String, [UInt8])...) -> [UInt8] {
        parts.flatMap {
            Array("--\(boundary)\r\nContent-Disposition: form-data; \($0.0)\r\n\r\n".utf8) + $0.1 + [13, 10]
        }
            + Array("--\(boundary)--\r\n".utf8)
    }

    func upload(_ body: [UInt8], as user: String? = "ann", headers: [String] = []) async throws -> Reply {
        let type = "Content-Type: multipart/form-data; boundary=\(Self.boundary)"
        return try await send("POST", "/upload", as: user, headers: [type] + headers, body: body)
    }

    /// An uploaded job of `user`.
    func job(of user: String, _ video: [UInt8] = [1, 2, 3]) async throws -> JobID {
        let receipt: JobReceipt = try await upload(
            Self.form((#"name="file"; filename="a.mkv""#, video)), as: user
        ).json()
        return receipt.jobs[0]
    }

    /// Converts the next job as a converter would, into `mp3`.
    func convert(to mp3: [UInt8] = Array("MP3".utf8)) async throws -> JobRecord {
        guard let claim = try await ledger.claimNext(worker: "w", lease: .seconds(60)) else {
            throw CancellationError()
        }
        try folder.file("t.mp3", mp3)
        let sha256 = try await FileHash.sha256(OpenFile.open(folder("t.mp3"), flags: 0))
        let blob = try BlobID.mp3(of: claim.record.id, sha256: sha256)
        try await blobs.create(blob)
        try await blobs.write(mp3, to: blob, at: 0)
        try await blobs.finish(blob, sha256: sha256)
        let result = JobResult(
            name: "a.mp3", size: Int64(mp3.count), sha256: sha256, duration: 1, sampleRate: 48000, channels: 2,
            bitRate: 190, encoding: .vbr(2), track: "1")
        try await ledger.beginPublishing(claim.token, result)
        return try await ledger.settle(claim.token, .done(result, warnings: []), log: "secret log")
    }
}

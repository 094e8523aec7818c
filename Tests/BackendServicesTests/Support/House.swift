import BackendCore
import BackendEmbedded
import Logging
import MediaTypes
import ServiceLifecycle
import SpoolAPI
import Testing

@testable import BackendServices

/// All services of one process over SQLite, on a real Unix socket, with a transcoder that tests script.
final class House: Sendable {
    let folder: TemporaryFolder
    let transcoder = ScriptedTranscoder()
    let database: EmbeddedDatabase
    let ledger: SQLiteJobLedger
    let feed: ChangeFeed
    let blobs: FileBlobStore
    /// The same blobs as a store on another machine.
    let remoteBlobs: RemoteBlobStore
    let wakeUps: SQLiteJobQueue
    let ended: SQLiteJobQueue
    let users: SQLiteUserStore
    let status: ConverterStatus
    let connections = ConnectionCount()
    private let group: ServiceGroup
    private let running: Task<Void, any Error>

    var socket: RawName { folder("s.sock") }
    var client: Client { Client { [socket] in try SocketConnection(unix: socket) } }

    /// - Parameters:
    ///   - folder: of an earlier house, to start again on what it left.
    ///   - converts: false leaves the jobs alone.
    ///   - isServed: blobs are remote, mail goes to accounts.
    init(
        _ folder: TemporaryFolder = TemporaryFolder(), converts: Bool = true, isServed: Bool = false, workers: Int = 2,
        limits: ConnectionWatch.Limits = .init(), configure: (inout ConverterConfiguration) -> Void = { _ in }
    ) async throws {
        self.folder = folder
        let logger = Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() })
        database = try EmbeddedDatabase(path: folder("ledger.sqlite").text)
        ledger = SQLiteJobLedger(database)
        let feed = ChangeFeed(journal: ledger, heartbeat: .milliseconds(200), logger: logger)
        self.feed = feed
        status = ConverterStatus(workers: workers) { feed.notify() }
        wakeUps = SQLiteJobQueue(database, name: "work")
        ended = SQLiteJobQueue(database, name: "ended")
        users = SQLiteUserStore(database)
        blobs = try FileBlobStore(root: folder("blobs"))
        remoteBlobs = RemoteBlobStore(blobs)
        var gatewayConfiguration = GatewayConfiguration(mode: .singleUser, pid: 1, connections: connections) {}
        gatewayConfiguration.heartbeat = .milliseconds(200)
        let gateway = Gateway(
            ledger: ledger, catalog: ledger, feed: feed, wakeUps: wakeUps, converters: status,
            configuration: gatewayConfiguration, logger: logger)
        var configuration = ConverterConfiguration(workers: workers, cores: 2, name: "test", home: folder.path)
        configuration.freeSpaceFloor = 0
        configure(&configuration)
        let (listening, isListening) = AsyncStream.makeStream(of: Void.self)
        var services: [any Service] = [
            GatewayServer(
                gateway: gateway, address: .unixDomainSocket(path: folder("s.sock").text), limits: limits,
                logger: logger
            ) {
                isListening.finish()
            }
        ]
        try await Recovery(ledger: ledger, catalog: ledger, logger: logger).run()
        if converts {
            services.append(
                Converter(
                    ledger: ledger, feed: feed, wakeUps: wakeUps,
                    blobs: ConverterBlobs(
                        store: isServed ? remoteBlobs : blobs, workspace: try Workspace(in: folder("work"))),
                    ended: EndedJobs(queue: ended, logger: logger), transcoder: transcoder, status: status,
                    configuration: configuration, logger: logger))
            services.append(
                Notifier(
                    catalog: ledger, feed: feed, queue: ended,
                    mailer: try OutboxMailer(directory: folder("outbox"), sender: "spool@localhost"),
                    addressees: isServed ? .accounts(users) : .one("me@localhost"), logger: logger))
        }
        services.append(feed)
        var groupConfiguration = ServiceGroupConfiguration(services: services, logger: logger)
        groupConfiguration.maximumGracefulShutdownDuration = .seconds(5)
        let group = ServiceGroup(configuration: groupConfiguration)
        self.group = group
        running = Task {
            // One that cannot listen must not be waited for.
            defer { isListening.finish() }
            try await group.run()
        }
        for await _ in listening {}
    }

    /// As SIGTERM does.
    func stop() async throws {
        await group.triggerGracefulShutdown()
        try await running.value
        try database.close()
    }

    /// Queues the files and returns their jobs.
    func submit(_ paths: RawName..., to destination: RawName? = nil, options: ConversionOptions = .init()) async throws
        -> [JobID]
    {
        let submission = JobSubmission(items: paths.map { .init(path: $0) }, options: options, destination: destination)
        return try await client.post(Route.submit.template, submission).json(JobReceipt.self).jobs
    }

    /// What an upload leaves: a finished blob and a queued job, which a message tells of.
    func upload(
        _ content: [UInt8], owner: UserID = .local, batch: BatchID = .random(), size: Int? = nil
    ) async throws -> JobID {
        let job = NewJob(
            name: "clip.mkv", source: try BlobID(.videos, JobID.random().rawValue), size: Int64(content.count))
        let video = try #require(job.source)
        try await blobs.create(video)
        try await blobs.write(content, to: video, at: 0)
        try await blobs.finish(video, sha256: nil)
        _ = try await ledger.insert(NewBatch(id: batch, owner: owner, jobs: [job], size: size))
        try await wakeUps.send([WakeUp(batch: batch, job: job.id, request: "r").body])
        return job.id
    }

    /// The mails that have been sent, whole.
    func mails() throws -> [String] {
        try folder.names("outbox").filter { $0.hasSuffix(".eml") }.map {
            String(decoding: try folder.bytes(RawName("outbox/" + $0)), as: UTF8.self)
        }
    }

    func job(_ id: JobID) async throws -> Job { try await ledger.job(id, owner: nil).job }

    /// The job once it has ended.
    func ended(_ id: JobID) async throws -> Job {
        try await eventually("job \(id) ends") {
            let job = try await self.job(id)
            return job.state.isFinal ? job : nil
        }
    }

    /// The only conversion that runs, once it does.
    func conversion(_ index: Int = 0) async throws -> ScriptedTranscoding {
        try await eventually("conversion \(index) runs") {
            transcoder.runs.count > index ? transcoder.runs[index] : nil
        }
    }
}

import BackendCore
import Logging
import MediaTypes
import SpoolAPI

/// One attempt at one job, from the claim to its settlement.
struct Attempt: Sendable {
    let claim: JobClaim
    let lease: Lease
    let context: ConverterContext
    let log = AttemptLog()
    /// The HTTP request that brought the job, where it is known.
    private let request: String?
    private let logger: Logger

    init(claim: JobClaim, request: String?, lease: Lease, context: ConverterContext) {
        self.claim = claim
        self.request = request
        var logger = context.logger
        for (name, value) in Logger.Metadata.following(claim.record.id, of: claim.record.job.batch, request) {
            logger[metadataKey: name] = value
        }
        self.logger = logger
        self.lease = lease
        self.context = context
    }

    var job: Job { claim.record.job }
    var delivery: Delivery { Delivery(job) }

    func run() async {
        log.add("attempt \(job.attempt) of \(job.maxAttempts) by \(context.configuration.name)")
        logger.info("attempt \(job.attempt) of \(job.maxAttempts)")
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await lease.keep() }
            await settled()
            group.cancelAll()
        }
    }

    private func settled() async {
        do {
            try await convert()
        } catch let shortage as SpaceShortage {
            // Known before the job can be claimed again, or it would be, at once.
            context.running.block(shortage)
            await settle(.released, log: "")
        } catch let crash as TranscoderCrash {
            log.add(crash.failure.message)
            await settle(.crashed(crash.failure))
        } catch let failure as MediaFailure {
            log.add("failed: \(failure.message) (\(failure.code.rawValue))")
            await settle(.failed(failure))
        } catch let error as BackendError where error.code == .leaseLost {
            // Cancelled or given to another worker: there is nothing left to say about it.
        } catch is CancellationError {
            // The daemon stops, or the job was cancelled; the ledger knows which.
            await settle(.released)
        } catch {
            logger.error("the attempt failed: \(error)")
            await settle(.crashed(MediaFailure(.internalError, "the converter failed; the daemon's log says how")))
        }
    }

    private func convert() async throws {
        if try await finishPublication() { return }
        if let source = claim.record.source {
            guard let blobs = context.blobs else {
                throw MediaFailure(.sourceMissing, "this converter has no store of uploaded videos")
            }
            return try await BlobConversion(attempt: self, source: source, blobs: blobs).run()
        }
        guard let path = job.path else { throw MediaFailure(.sourceMissing, "the job has no source on this machine") }
        let delivery = delivery
        try await discardingOnFailure(delivery) {
            let before = try await FileThreads.run { try SourceSnapshot(path) }
            guard job.size == 0 || job.size == before.size else { throw Self.changed }
            let directoryMode = context.configuration.directoryMode
            try await FileThreads.run { try delivery.prepare(directoryMode: directoryMode) }
            if let shortage = await context.space.shortage(at: [delivery.directory, context.configuration.home]) {
                throw shortage
            }
            let (result, story) = try await transcode(path, to: delivery.temporary, in: delivery.directory)
            let after = try await FileThreads.run { try SourceSnapshot(path) }
            guard before == after else { throw Self.changed }
            try await Publication(attempt: self, delivery: delivery, log: log).publish(result, story)
        }
    }

    /// Converts into the existing empty file `output` on the file system of `directory`.
    func transcode(
        _ path: RawName, to output: RawName, in directory: RawName
    ) async throws -> (TranscodeResult, ConversionObserver.Story) {
        defer { context.running.hasConverted(job.id) }
        return try await context.shares.withShare(of: job.id) { threads in
            try await transcode(path, to: output, in: directory, threads: threads)
        }
    }

    private func transcode(
        _ path: RawName, to output: RawName, in directory: RawName, threads: Int
    ) async throws -> (TranscodeResult, ConversionObserver.Story) {
        let transcoding = try await context.transcoder.start(
            TranscodeRequest(source: path, name: job.name, output: output, options: job.options, threads: threads))
        await lease.attach(transcoding)
        context.shares.attach(job.id, transcoding)
        let observer = ConversionObserver(lease: lease, log: log, clock: context.clock)
        async let story = observer.follow(transcoding.events)
        do {
            let result = try await transcoding.result()
            return (result, await story)
        } catch {
            // The events end with the conversion; what the worker had to say belongs into the log.
            let total = await story.total
            guard let failure = error as? MediaFailure, failure.code == .diskFull else { throw error }
            throw await Shortfall(job: job, total: total, output: output, directory: directory).failure()
        }
    }

    private static let changed = MediaFailure(.sourceChanged, "the file has changed since it was queued")

    /// An earlier attempt may have ended between making its MP3 visible and saying so.
    private func finishPublication() async throws -> Bool {
        guard let publication = claim.record.publication else { return false }
        if let path = publication.path {
            guard await Publication.isThere(publication) else { return false }
            let directory = delivery.directory
            try await FileThreads.run { try Delivery.synchronizeDirectories(path.directory, upTo: directory) }
        } else {
            guard let store = context.blobs?.store else { return false }
            let isThere = try await whileHeld {
                try await BlobPublication.isThere(publication, of: claim.token.job, in: store)
            }
            guard isThere else { return false }
        }
        log.add("the MP3 of an earlier attempt is complete")
        try await context.ledger.beginPublishing(claim.token, publication)
        await settle(.done(publication, warnings: []))
        return true
    }

    /// Tells the ledger, whatever happens to this task; as long as it takes, since the end of a job must not get lost.
    ///
    /// - Parameter text: what joins the job's log; nil is what the attempt has noted.
    func settle(_ outcome: AttemptOutcome, log text: String? = nil) async {
        let (ledger, token, text, logger) = (context.ledger, claim.token, text ?? log.text, logger)
        let (stopping, ended, request) = (context.stopping, context.ended, request)
        await Task {
            while true {
                do {
                    let record = try await ledger.settle(token, outcome, log: text)
                    logger.info("the attempt has ended, the job is \(record.job.state)")
                    if record.job.state.isFinal { await ended?.tell(record, request: request) }
                    return
                } catch let error as BackendError where error.code == .leaseLost || error.code == .conflict {
                    return
                } catch {
                    logger.error("the end of the job could not be written: \(error)")
                    // The next start finds out what had happened.
                    if stopping.isSet { return }
                    try? await Task.sleep(for: .seconds(1))
                }
            }
        }.value
    }

    /// What was begun goes away before the ledger hears of the failure.
    private func discardingOnFailure(_ delivery: Delivery, _ body: () async throws -> Void) async throws {
        do {
            try await body()
        } catch {
            await Task { try? await FileThreads.run { delivery.discard() } }.value
            throw error
        }
    }
}

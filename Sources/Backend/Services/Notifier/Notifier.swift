import BackendCore
import Logging
import ServiceLifecycle
import SpoolAPI

/// Sends one mail for each batch that has ended: the batch names the event, so the mailer sends it once however often
/// and from wherever the end is told.
///
/// Queue and feed are quick, the ledger is the truth: at the start, the jobs that ended lately are looked through, so
/// neither a lost message nor a crash between a job's end and its mail loses the mail.
public actor Notifier: Service {
    let catalog: any JobCatalog
    let clock: any SystemClock
    let logger: Logger
    private let feed: ChangeFeed
    private let queue: (any JobQueue)?
    private let mailer: any Mailer
    private let addressees: Addressees
    private let links: DownloadLinks?
    private let wake = ChangeSignal()
    private var due = DueBatches()

    /// How far back a start looks for jobs whose mail a crash has lost.
    static let memory: Duration = .seconds(2 * 86_400)
    /// How long a batch waits for uploads that were announced and do not come.
    static let patience: Duration = .seconds(3600)

    /// - Parameters:
    ///   - queue: tells of jobs that other processes have ended.
    ///   - links: nil where MP3s are delivered to paths.
    public init(
        catalog: any JobCatalog, feed: ChangeFeed, queue: (any JobQueue)? = nil, mailer: any Mailer,
        addressees: Addressees, links: DownloadLinks? = nil, clock: any SystemClock = KernelClock(), logger: Logger
    ) {
        self.catalog = catalog
        self.feed = feed
        self.queue = queue
        self.mailer = mailer
        self.addressees = addressees
        self.links = links
        self.clock = clock
        self.logger = logger
    }

    public func run() async throws {
        await cancelWhenGracefulShutdown {
            await withDiscardingTaskGroup { group in
                group.addTask { await self.follow(self.feed) }
                if let queue = self.queue { group.addTask { await self.listen(queue) } }
                group.addTask { await self.deliver() }
            }
        }
    }

    func ended(_ record: JobRecord) {
        guard record.job.state.isFinal else { return }
        due.add(OwnedBatch(owner: record.owner, batch: record.job.batch), at: .now)
        wake.notify()
    }

    private func deliver() async {
        let calls = wake.subscribe()
        var iterator = calls.makeAsyncIterator()
        while !Task.isCancelled {
            while let entry = due.take(at: .now), !Task.isCancelled { await look(at: entry) }
            let deadline = due.deadline
            let timer = Task { [wake] in
                guard let deadline else { return }
                try await Task.sleep(until: deadline, clock: .continuous)
                wake.notify()
            }
            defer { timer.cancel() }
            guard await iterator.next() != nil else { return }
        }
    }

    private func look(at entry: DueBatches.Entry) async {
        let batch = entry.batch
        do {
            switch try await verdict(on: batch) {
            // Its next end calls.
            case .running: break
            case .incomplete(let wait): due.postpone(entry, until: .now + wait)
            case .ended(let jobs):
                try await send(jobs, of: batch)
                due.settle(entry)
            }
        } catch let error as BackendError where error.code == .invalid || error.code == .conflict {
            // Refused for good, or on its way when the connection broke: a second one could be one too many.
            logger.error("no mail can be sent: \(error.message)", metadata: ["batch": "\(batch.batch)"])
            due.settle(entry)
        } catch {
            if Task.isCancelled { return }
            logger.warning(
                "a mail could not be sent and will be tried again: \(error)", metadata: ["batch": "\(batch.batch)"])
            let wish = (error as? BackendError)?.retryAfter.map { Duration.seconds($0) }
            due.postpone(entry, from: .now, longest: wish ?? .seconds(60))
        }
    }

    private func send(_ jobs: [Job], of batch: OwnedBatch) async throws {
        let mail = EndMail(jobs, links: links, now: clock.wall())
        guard !mail.isEmpty, let address = try await addressees.address(of: batch.owner) else { return }
        let delivery = try await mailer.send(
            Mail(to: address, subject: mail.subject, body: mail.text, html: mail.html, date: clock.wall()),
            key: batch.mailKey)
        logger.info(
            delivery == .sent ? "mail sent" : "mail was sent before",
            metadata: ["batch": "\(batch.batch)", "job": "\(jobs.first?.id.rawValue ?? "-")"])
    }
}

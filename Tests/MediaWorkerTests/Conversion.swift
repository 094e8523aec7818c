import FoundationEssentials
import Glibc
import MediaProtocol
import MediaTypes
import Synchronization

/// A conversion by the real worker of hours of silence, which cost no disk space, and a look at its process.
final class Conversion: Sendable {
    let run: WorkerRun
    /// One element for each event.
    let events: AsyncStream<WorkerEvent>
    private let folder: String
    private var output: String { folder + "/out.mp3" }

    init(seconds: Int, grace: Duration = .seconds(60), forks: ForkServer? = nil) throws {
        folder = FileManager.default.temporaryDirectory.path + "/spool-test-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
        try Data(Self.header(seconds: seconds)).write(to: URL(filePath: folder + "/in.wav"))
        truncate(folder + "/in.wav", off_t(44 + seconds * Self.bytesPerSecond))

        var worker = try MediaWorker()
        worker.grace = grace
        worker.forks = forks
        let input = try MediaSource.open(RawName(folder + "/in.wav"))
        let output = open(folder + "/out.mp3", O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        defer {
            close(input)
            close(output)
        }
        let (events, continuation) = AsyncStream.makeStream(of: WorkerEvent.self)
        self.events = events
        let request = WorkerRequest.convert(ConvertRequest(name: "in.wav", options: .init()))
        run = worker.start(request, input: input, output: output) { continuation.yield($0) }
    }

    deinit {
        run.cancel()
        try? FileManager.default.removeItem(atPath: folder)
    }

    /// How the run ended; it is not cancelled meanwhile, as it is when this object goes.
    func wait() async -> WorkerExit {
        let exit = await run.wait()
        return withExtendedLifetime(self) { exit }
    }

    /// Bytes of the MP3 so far.
    var written: Int64 {
        var status = stat()
        return stat(output, &status) == 0 ? Int64(status.st_size) : 0
    }

    /// The worker's process: the child of this one that has the output open.
    func process() throws -> pid_t? {
        for entry in try FileManager.default.contentsOfDirectory(atPath: "/proc") {
            guard let id = pid_t(entry) else { continue }
            var target = [CChar](repeating: 0, count: 4096)
            let count = readlink("/proc/\(id)/fd/4", &target, target.count - 1)
            if count > 0, String(decoding: target[..<count].map(UInt8.init(bitPattern:)), as: UTF8.self) == output,
                id != getpid()
            {
                return id
            }
        }
        return nil
    }

    /// `R`, `S`, `T`, … and the clock ticks used.
    static func status(of process: pid_t) throws -> (state: Character?, ticks: Int) {
        try status(path: "/proc/\(process)/stat")
    }

    /// All of its threads, which stop one after another.
    static func isStopped(_ process: pid_t) throws -> Bool {
        let threads = "/proc/\(process)/task"
        return try FileManager.default.contentsOfDirectory(atPath: threads).allSatisfy { thread in
            try status(path: "\(threads)/\(thread)/stat").state == "T"
        }
    }

    private static func status(path: String) throws -> (state: Character?, ticks: Int) {
        let text = String(decoding: try Data(contentsOf: URL(filePath: path)), as: UTF8.self)
        let fields = text[(text.lastIndex(of: ")") ?? text.startIndex)...].split(separator: " ")
        return (fields[1].first, (Int(fields[12]) ?? 0) + (Int(fields[13]) ?? 0))
    }

    private static let bytesPerSecond = 44100 * 2

    private static func header(seconds: Int) -> [UInt8] {
        func little(_ value: Int, _ count: Int) -> [UInt8] {
            (0..<count).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
        }
        let size = seconds * bytesPerSecond
        return Array("RIFF".utf8) + little(size + 36, 4) + Array("WAVEfmt ".utf8) + little(16, 4) + little(1, 2)
            + little(1, 2)
            + little(44100, 4) + little(bytesPerSecond, 4) + little(2, 2) + little(16, 2) + Array("data".utf8)
            + little(size, 4)
    }
}

import CPOSIX
import Glibc
import MediaProtocol
import MediaTypes

/// `spool-media`: one request about one file, then the end.
@main
enum SpoolMedia {
    static let version = "0.1.0"

    static func main() {
        let status = run()
        fflush(nil)
        // Not exit(): threads of the libraries may still be at work, and nothing is left to tidy up.
        _exit(status.rawValue)
    }

    private static func run() -> ExitStatus {
        do throws(UsageError) {
            switch try Invocation(arguments(), hasRequest: isatty(0) == 0) {
            case .worker(let parent):
                return try answer(parent: parent)
            case .forkServer(let parent):
                if let parent, !spool_die_with_parent(parent) { return .failed }
                spool_name_thread("fork server")
                spool_serve_forks(0)
                spool_name_thread("spool-media")
                return try answer(parent: parent)
            case .byHand(let command):
                return work(try command.openFiles())
            case .help:
                print(Usage.text, terminator: "")
            case .version:
                print("spool-media \(version)")
            }
            return .succeeded
        } catch {
            complain(error)
            return .usage
        }
    }

    /// Answers the request on standard input.
    private static func answer(parent: pid_t?) throws(UsageError) -> ExitStatus {
        if let parent, !spool_die_with_parent(parent) { return .failed }
        var requests = RequestReader(descriptor: 0)
        let request = try requests.request()
        return work(request, limits: requests)
    }

    /// Nothing of the file is looked at before the sandbox is closed.
    private static func work(_ request: WorkerRequest, limits: RequestReader? = nil) -> ExitStatus {
        spool_use_one_heap()
        let size = Descriptors.inputSize
        let report = Sandbox.enter(for: request, inputSize: size)
        let events = EventWriter(descriptor: 1)
        return Job(request: request, inputSize: size, limits: limits, sandbox: report, events: events).run()
    }

    /// The arguments as bytes: file names need not be UTF-8.
    private static func arguments() -> [RawName] {
        (1..<max(1, Int(CommandLine.argc))).compactMap { index in
            CommandLine.unsafeArgv[index].map { RawName(bytes: UnsafeRawBufferPointer(start: $0, count: strlen($0))) }
        }
    }

    private static func complain(_ error: UsageError) {
        let text = "spool-media: \(error.message)\nTry 'spool-media --help'.\n"
        _ = text.utf8.withContiguousStorageIfAvailable { write(2, $0.baseAddress, $0.count) }
    }
}

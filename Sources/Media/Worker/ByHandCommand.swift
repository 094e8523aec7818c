import Glibc
import MediaProtocol
import MediaTypes

/// A request made on the command line, and the files that it names.
struct ByHandCommand {
    private enum Verb: String { case probe, convert, selfTest = "self-test" }

    var options = ConversionOptions()
    var threads = 1
    /// Whether an output that exists is emptied first.
    var overwrites = false
    private var verb = Verb.selfTest
    private var files: [RawName] = []

    mutating func setOperands(_ operands: [RawName]) throws(UsageError) {
        guard let name = operands.first?.text, let verb = Verb(rawValue: name) else {
            throw UsageError("the command is one of probe, convert, self-test")
        }
        self.verb = verb
        files = Array(operands.dropFirst())
        let wanted =
            switch verb {
            case .probe: 1
            case .convert: 2
            case .selfTest: 0
            }
        guard files.count == wanted else {
            throw UsageError("\(verb.rawValue) takes \(wanted) file name\(wanted == 1 ? "" : "s"), not \(files.count)")
        }
    }

    /// Opens the files as the descriptors of a request, and returns that.
    func openFiles() throws(UsageError) -> WorkerRequest {
        switch verb {
        case .selfTest:
            return .selfTest
        case .probe:
            try openInput()
            return .probe(ProbeRequest(name: files[0].lastComponent, track: options.track))
        case .convert:
            try openInput()
            try openOutput()
            return .convert(ConvertRequest(name: files[0].lastComponent, options: options, threads: threads))
        }
    }

    private func openInput() throws(UsageError) {
        do throws(MediaFailure) {
            Self.move(try MediaSource.open(files[0]), to: Descriptors.input)
        } catch {
            throw UsageError("\(files[0].text): \(error.message)")
        }
    }

    private func openOutput() throws(UsageError) {
        let flags = O_RDWR | O_CREAT | O_CLOEXEC | (overwrites ? O_TRUNC : O_EXCL)
        let descriptor = files[1].withCString { open($0, flags, 0o666) }
        guard descriptor >= 0 else {
            throw UsageError("\(files[1].text): \(String(cString: strerror(errno)))")
        }
        Self.move(descriptor, to: Descriptors.output)
    }

    private static func move(_ descriptor: Int32, to number: Int32) {
        guard descriptor != number else { return }
        dup2(descriptor, number)
        close(descriptor)
    }
}

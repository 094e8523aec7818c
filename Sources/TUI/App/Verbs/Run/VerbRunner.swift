import ClientCore
import Dispatch
import Glibc
import Synchronization

/// Runs one verb from the synchronous main function.
enum VerbRunner {
    static func run(_ verb: some Verb) -> ExitStatus {
        let output = VerbOutput(isJSON: verb.common.json)
        if let direct = verb as? any DirectVerb {
            do { return try direct.run(try VerbContext(verb.common, output)) } catch { return report(error, output) }
        }
        Interruption.block()
        let ended = DispatchSemaphore(value: 0)
        let status = Mutex(ExitStatus.interrupted)
        let box = VerbBox(verb)
        let task = Task.detached {
            let result = await perform(box, output)
            status.withLock { $0 = result }
            ended.signal()
        }
        Interruption.watch { task.cancel() }
        ended.wait()
        return status.withLock { $0 }
    }

    /// `@unchecked Sendable` holds: a parsed command is a value that nobody changes after parsing; the parser's
    /// property wrappers only lack the conformance.
    private struct VerbBox: @unchecked Sendable {
        let verb: any Verb
        init(_ verb: any Verb) { self.verb = verb }
    }

    private static func perform(_ box: VerbBox, _ output: VerbOutput) async -> ExitStatus {
        do {
            return try await box.verb.perform(try VerbContext(box.verb.common, output))
        } catch {
            if Task.isCancelled {
                output.note(box.verb.interruptedMessage)
                return .interrupted
            }
            return report(error, output)
        }
    }

    static func report(_ error: any Error, _ output: VerbOutput) -> ExitStatus {
        switch error {
        case let error as ClientError:
            output.failure(code: error.problem?.code.rawValue ?? error.code.rawValue, error.message)
            return ExitStatus(error)
        case let error as VerbFailure:
            output.failure(code: error.status.name, error.message)
            return error.status
        default:
            output.failure(code: "internal", "\(error)")
            return .failed
        }
    }
}

/// A verb that needs neither server nor concurrency and may take the terminal over.
protocol DirectVerb: Verb {
    func run(_ context: VerbContext) throws -> ExitStatus
}

extension DirectVerb {
    func perform(_ context: VerbContext) async throws -> ExitStatus { try run(context) }
}

extension ExitStatus {
    /// The `code` of an `error` line whose cause is the verb's own.
    fileprivate var name: String {
        switch self {
        case .usage: "usage"
        case .nothingToDo: "nothing_to_do"
        case .unreachable: "unreachable"
        case .refused: "refused"
        case .interrupted: "interrupted"
        case .success, .failed, .other: "failed"
        }
    }
}

import ArgumentParser
import CPOSIX
import Glibc
import MediaTypes

/// `spool`: the curses front-end, and every action of it as a verb.
@main
enum Spool {
    static func main() {
        spool_end_process(run(arguments()).code)
    }

    /// The arguments' bytes without the program's name; `CommandLine.arguments` has lost what is not UTF-8.
    private static func arguments() -> [[UInt8]] {
        let all = UnsafeBufferPointer(start: CommandLine.unsafeArgv, count: Int(CommandLine.argc))
        return all.dropFirst().compactMap { argument in
            argument.map { UnsafeBufferPointer(start: $0, count: strlen($0)).map { UInt8(bitPattern: $0) } }
        }
    }

    private static func run(_ arguments: [[UInt8]]) -> ExitStatus {
        do {
            let command = try SpoolCommand.parseAsRoot(arguments.map(ArgumentBytes.text))
            switch command {
            case let verb as any Verb: return VerbRunner.run(verb)
            case var other:
                try other.run()
                return .success
            }
        } catch {
            let text = SpoolCommand.fullMessage(for: error)
            let isAnswer = SpoolCommand.exitCode(for: error).isSuccess
            Console.write(SafeLines.text(text) + "\n", to: isAnswer ? .output : .error)
            return isAnswer ? .success : .usage
        }
    }
}

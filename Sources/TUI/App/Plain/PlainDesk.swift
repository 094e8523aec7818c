import ArgumentParser
import ClientCore
import MediaTypes
import TUIScreen

/// What every prompt works with: lines in, lines out, and the verbs that do the work.
struct PlainDesk: Sendable {
    let output = VerbOutput(isJSON: false, isPlain: true)
    /// Where the files are looked for at first.
    let directory: RawName
    private let lines = LineInput()
    private let server: [String]

    init(_ common: CommonOptions, directory: RawName) {
        self.directory = directory
        server = common.serverArguments
    }

    func say(_ text: String) { output.line(SafeText(text)) }
    func say(_ text: SafeText) { output.line(text) }

    /// The answer without spaces around it; nil at the end of the input.
    func ask(_ question: String) async throws -> String? {
        Console.write("\(question): ", to: .output)
        guard let line = try await lines.next() else {
            Console.write("\n", to: .output)
            return nil
        }
        return ArgumentBytes.text(line).trimmingSpaces
    }

    /// Which of `count` things, from 0; asks again for what is no such number. Nil when nothing is typed.
    func chooses(_ question: String, of count: Int) async throws -> Int? {
        while let answer = try await ask("\(question), or nothing to go back"), !answer.isEmpty {
            if let chosen = NumberSelection(answer, count: count), chosen.numbers.count == 1 {
                return chosen.numbers[0] - 1
            }
            say("Type one number from 1 to \(count).")
        }
        return nil
    }

    /// Only a clear yes is one.
    func confirms(_ question: String) async throws -> Bool {
        let answer = try await ask("\(question) y or n")?.lowercased()
        return answer == "y" || answer == "yes"
    }

    /// A fresh context: a login may have changed the default server.
    func context() throws -> VerbContext {
        try VerbContext(try CommonOptions.parse(server), output)
    }

    /// Runs a verb; what it fails with is said, and the journey goes on.
    @discardableResult
    func run(_ name: String, _ words: [String] = []) async throws -> ExitStatus {
        do {
            let command = try SpoolCommand.parseAsRoot([name] + server + words)
            guard let verb = command as? any Verb else { return .usage }
            return try await verb.perform(try VerbContext(verb.common, output))
        } catch {
            try Task.checkCancellation()
            return VerbRunner.report(error, output)
        }
    }

    /// Does what needs the server; what it fails with is said.
    func attempt<R>(_ body: (VerbContext) async throws -> R) async throws -> R? {
        do { return try await body(try context()) } catch {
            try Task.checkCancellation()
            _ = VerbRunner.report(error, output)
            return nil
        }
    }
}

extension String {
    fileprivate var trimmingSpaces: String {
        let rest = drop { $0 == " " || $0 == "\t" }
        return String(rest.reversed().drop { $0 == " " || $0 == "\t" || $0 == "\r" }.reversed())
    }
}

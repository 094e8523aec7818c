import ArgumentParser
import ClientCore

struct CompletionVerb: DirectVerb {
    static let configuration = CommandConfiguration(
        commandName: "completion", abstract: "Print the completion script of a shell.",
        discussion: "bash: spool completion bash > ~/.local/share/bash-completion/completions/spool")

    enum Shell: String, ExpressibleByArgument, CaseIterable { case bash, zsh, fish }

    @Argument(help: ArgumentHelp("bash, zsh or fish.", valueName: "shell"))
    var shell: Shell
    @OptionGroup var common: CommonOptions

    func run(_ context: VerbContext) throws -> ExitStatus {
        let kind: CompletionShell =
            switch shell {
            case .bash: .bash
            case .zsh: .zsh
            case .fish: .fish
            }
        Console.write(SpoolCommand.completionScript(for: kind) + "\n", to: .output)
        return .success
    }
}

import ArgumentParser
import SpoolAPI

/// The table of verbs.
struct SpoolCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "spool",
        abstract: "Turns videos into MP3s, in batches.",
        discussion: """
            Without a verb it opens the full-screen front-end; with files it opens their plan. \
            ‘spool plain’, or ACCESSIBLE=1 in the environment, asks by numbered prompts instead, for screen readers.

            Exit status: 0 all done; 1 at least one job failed; 2 usage; 3 server unreachable; \
            4 not logged in or refused; 5 nothing to do; 130 interrupted (the jobs go on).
            """,
        version: SpoolVersion.current,
        subcommands: [
            ConvertVerb.self, AddVerb.self, PlanVerb.self, ProbeVerb.self,
            ListVerb.self, ShowVerb.self, WatchVerb.self, GetVerb.self,
            CancelVerb.self, RetryVerb.self, PauseVerb.self, ResumeVerb.self, MoveVerb.self, RemoveVerb.self,
            QueueVerb.self,
            LoginVerb.self, LogoutVerb.self, ServersVerb.self,
            DaemonVerb.self, DoctorVerb.self, CompletionVerb.self, OpenVerb.self, PlainVerb.self,
        ],
        defaultSubcommand: OpenVerb.self)
}

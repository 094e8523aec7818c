import ClientCore
import SpoolAPI
import TUIScreen

/// The jobs by number, and what can be done with one.
struct PlainJobs {
    /// A verb that makes sense for the job as it is.
    private struct Action {
        let verb: String
        let text: String
    }

    private let desk: PlainDesk

    init(_ desk: PlainDesk) { self.desk = desk }

    func run() async throws {
        while true {
            guard let jobs = try await desk.attempt({ try await $0.client().jobs() }) else { return }
            guard !jobs.isEmpty else { return desk.say("There are no jobs.") }
            desk.say("")
            for (number, job) in zip(1..., jobs) { desk.say(SafeText("\(number) ") + JobText.line(job)) }
            guard let chosen = try await desk.chooses("Number of a job", of: jobs.count) else { return }
            try await handle(jobs[chosen])
        }
    }

    private func handle(_ job: Job) async throws {
        let actions = Self.actions(for: job)
        desk.say("")
        desk.say(JobText.line(job))
        for (number, action) in zip(1..., actions) { desk.say("\(number) \(action.text)") }
        guard let chosen = try await desk.chooses("Choice", of: actions.count) else { return }
        let action = actions[chosen]
        let isDestructive = ["cancel", "rm"].contains(action.verb)
        if isDestructive, try await !desk.confirms("Really \(action.text)?") { return }
        try await desk.run(action.verb, ["--", job.id.rawValue])
    }

    private static func actions(for job: Job) -> [Action] {
        var actions = [Action(verb: "show", text: "tell its whole story")]
        if !job.state.isFinal {
            actions.append(Action(verb: "watch", text: "follow it until it ends"))
            actions.append(
                job.paused
                    ? Action(verb: "resume", text: "let it go on") : Action(verb: "pause", text: "hold it where it is"))
            actions.append(Action(verb: "cancel", text: "cancel it"))
        } else {
            if job.result?.available == true {
                actions.append(Action(verb: "get", text: "download its MP3 into this directory"))
            }
            if job.state != .done { actions.append(Action(verb: "retry", text: "queue it again")) }
            actions.append(Action(verb: "rm", text: "take it off the list"))
        }
        return actions
    }
}

import ClientCore
import SpoolAPI

/// The first prompt, to which all others come back.
struct PlainMenu {
    private enum Choice: Int, CaseIterable {
        case files = 1
        case jobs, follow, download, pause, login, local

        var text: String {
            switch self {
            case .files: "choose files and convert them"
            case .jobs: "the list of jobs"
            case .follow: "follow the jobs until they end"
            case .download: "download all MP3s that are done into this directory"
            case .pause: "pause or resume the queue"
            case .login: "log in at a server"
            case .local: "go back to your own daemon"
            }
        }
    }

    private let desk: PlainDesk

    init(_ desk: PlainDesk) { self.desk = desk }

    /// Until it is left.
    func run() async throws {
        while true {
            try show()
            guard let answer = try await desk.ask("Choice"), !["q", "0"].contains(answer.lowercased()) else { return }
            guard let choice = Int(answer).flatMap(Choice.init(rawValue:)) else {
                desk.say("Type a number from 1 to \(Choice.allCases.count), or q.")
                continue
            }
            try await perform(choice)
        }
    }

    private func show() throws {
        desk.say("")
        desk.say("Spool \(SpoolVersion.current), \(try place())")
        for choice in Choice.allCases { desk.say("\(choice.rawValue) \(choice.text)") }
        desk.say("q quit; the jobs go on")
    }

    private func place() throws -> String {
        guard case .given(let profile) = try desk.context().choice else { return "your own daemon" }
        return profile.email.map { "\(profile.title) as \($0)" } ?? profile.title
    }

    private func perform(_ choice: Choice) async throws {
        switch choice {
        case .files: try await PlainFiles(desk).browse()
        case .jobs: try await PlainJobs(desk).run()
        case .follow: try await follow()
        case .download: try await desk.run("get", ["--all"])
        case .pause: try await pause()
        case .login:
            guard let address = try await desk.ask("Address of the server, such as https://spool.example.org"),
                !address.isEmpty
            else { return }
            try await desk.run("login", ["--", address])
        case .local: try await desk.run("servers", ["use", "local"])
        }
    }

    private func follow() async throws {
        let jobs = try await desk.attempt { try await $0.client().jobs().filter { !$0.state.isFinal } }
        guard let jobs else { return }
        guard !jobs.isEmpty else { return desk.say("All jobs have ended.") }
        try await desk.run("watch", jobs.map(\.id.rawValue))
    }

    private func pause() async throws {
        let paused = try await desk.attempt { try await $0.client().queue().paused }
        guard let paused else { return }
        if try await desk.confirms(paused ? "The queue is paused. Resume it?" : "The queue runs. Pause it?") {
            try await desk.run("queue", [paused ? "resume" : "pause"])
        }
    }
}

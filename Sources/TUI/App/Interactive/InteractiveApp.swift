import ClientCore
import Dispatch
import Glibc
import MediaTypes
import TUIFeatures
import TUIScreen
import TUITerminal

/// The full-screen front-end: joins the event loop, the screens and the effects.
enum InteractiveApp {
    /// Runs until it is quit and returns the exit code. With `files` (absolute) it begins with their plan; a single
    /// directory is where the picker opens. The first frame does not wait for the server.
    ///
    /// - Parameters:
    ///   - ascii: draws with ASCII alone.
    ///   - crashes: crashes once the first frame is on the screen.
    static func run(
        files: [RawName], connection: ServerChoice, paths: SpoolPaths, ascii: Bool = false, crashes: Bool = false
    ) -> Int32 {
        TerminalSignals.blockAtStart()
        let settings = StartSettings(files: files, connection: connection, paths: paths)
        var options = settings.terminal
        options.ascii = ascii
        let session: TerminalSession
        do throws(TerminalRefusal) { session = try TerminalSession.open(options) } catch {
            Console.write(error.message + "\n", to: .error)
            return TerminalRefusal.exitCode
        }
        let loop = EventLoop<Mail>(session: session)
        if crashes { loop.post(.crash, after: .milliseconds(300)) }
        return run(session, loop, settings, connection, paths)
    }

    private static func run(
        _ session: TerminalSession, _ loop: EventLoop<Mail>, _ settings: StartSettings, _ connection: ServerChoice,
        _ paths: SpoolPaths
    ) -> Int32 {
        let post: @Sendable (AppEvent) -> Void = { [mailbox = loop.mailbox] in mailbox.post(.event($0)) }
        let runner = EffectRunner(
            connection: connection, paths: paths, bookmarks: settings.bookmarksFile, post: post)
        let desktop = Desktop(loop: loop, post: post)
        var state = AppState(setup: settings.setup, size: session.size)
        func perform(_ effects: [Effect]) {
            for effect in effects where !desktop.perform(effect) { runner.perform(effect) }
        }
        perform(start(&state, files: settings.files))
        runner.connect()
        let code = loop.run(
            handle: { input in
                switch input {
                case .terminal(let event): perform(update(&state, .terminal(event)))
                case .posted(.event(let event)): perform(update(&state, event))
                case .posted(.crash): CrashRequest.crash()
                case .posted(.due(let timer)): perform(update(&state, .timer(timer, now: WallClock.now())))
                }
            },
            render: { size in render(state, size: size) })
        session.close()
        // With the terminal gone or on a signal nobody waits.
        runner.finish(within: code == 0 ? .seconds(5) : .milliseconds(300))
        return code
    }
}

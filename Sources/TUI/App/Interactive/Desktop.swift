import TUIFeatures
import TUITerminal

/// Effects on the terminal itself; all of them run on the event loop's thread.
struct Desktop {
    let loop: EventLoop<Mail>
    let post: @Sendable (AppEvent) -> Void

    /// False when the effect is not of this kind.
    func perform(_ effect: Effect) -> Bool {
        switch effect {
        case .after(let milliseconds, let timer): loop.post(.due(timer), after: .milliseconds(milliseconds))
        case .bell:
            loop.session.ring()
            loop.session.notify(title: "Spool", body: "A batch has ended.")
        case .copy(let text):
            if !loop.session.copy(text) { post(.report(.error, "Too long for the terminal's clipboard: mark fewer.")) }
        case .quit: loop.quit(0)
        default: return false
        }
        return true
    }
}

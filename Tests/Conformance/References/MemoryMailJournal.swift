import BackendCore
import Synchronization

/// A journal in memory on a clock that tests move.
public final class MemoryMailJournal: MailJournal {
    private enum State {
        case claimed(token: String, until: BootInstant)
        case transmitting(token: String)
        case ended
    }

    private let clock: any SystemClock
    private let states = Mutex<[String: State]>([:])

    public init(clock: any SystemClock) { self.clock = clock }

    public func claim(_ key: String, token: String, lease: Duration) -> MailClaim {
        let now = clock.monotonic()
        return states.withLock { states in
            switch states[key] {
            case .ended, .transmitting: return .ended
            case .claimed(_, let until) where !until.isPast(at: now): return .busy
            case .claimed, nil:
                states[key] = .claimed(token: token, until: now.advanced(by: lease))
                return .granted
            }
        }
    }

    public func beginTransmission(_ key: String, token: String) -> Bool {
        states.withLock { states in
            guard case .claimed(token, _) = states[key] else { return false }
            states[key] = .transmitting(token: token)
            return true
        }
    }

    public func settle(_ key: String, token: String, _ outcome: MailOutcome) {
        states.withLock { states in
            switch states[key] {
            case .claimed(token, _), .transmitting(token): states[key] = outcome == .released ? nil : .ended
            default: break
            }
        }
    }
}

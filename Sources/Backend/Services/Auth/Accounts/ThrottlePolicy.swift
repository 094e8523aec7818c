import BackendCore

/// How long one who has failed must wait. Pure.
///
/// The longest wait is the owner's guarantee: attempts during a wait do not count, so nothing prolongs it, and after
/// a pause of `longest` the count starts anew.
struct ThrottlePolicy: Hashable, Sendable {
    /// Failures that cost nothing.
    var free: Int

    static let longest: Duration = .seconds(900)

    /// One account from one network: whoever guesses there keeps nobody else out.
    static let pair = ThrottlePolicy(free: 5)
    /// One account, from everywhere.
    static let account = ThrottlePolicy(free: 50)
    /// One network, whatever the account.
    static let network = ThrottlePolicy(free: 30)
    static let signUp = ThrottlePolicy(free: 10)

    /// After the last failure: 1 s, and twice as much with every failure more.
    func delay(after failures: Int) -> Duration {
        guard failures >= free else { return .zero }
        return min(Self.longest, .seconds(1 << min(failures - free, 20)))
    }

    /// Whole seconds, rounded up; nil when nothing has to be waited for.
    func wait(_ counter: ThrottleCounter?) -> Int? {
        guard let counter else { return nil }
        let left = delay(after: counter.failures) - counter.elapsed
        return left > .zero ? Int((left.wholeMilliseconds + 999) / 1000) : nil
    }
}

/// A state that others wait for.
protocol Watched {
    associatedtype News: Equatable

    /// Everything of the state that somebody may wait for: who waits is woken when it has changed, and only then.
    var news: News { get }
}

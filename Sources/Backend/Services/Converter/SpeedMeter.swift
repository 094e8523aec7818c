/// How fast a conversion is, over its last few seconds.
struct SpeedMeter: Sendable {
    private struct Sample {
        var time: ContinuousClock.Instant
        /// Milliseconds of audio.
        var done: Int64
    }

    private static let window: Duration = .seconds(4)
    private var samples: [Sample]

    init(start: ContinuousClock.Instant) { samples = [Sample(time: start, done: 0)] }

    mutating func add(done: Int64, at time: ContinuousClock.Instant) {
        samples.append(Sample(time: time, done: done))
        // One sample from before the window stays: it is where the window begins.
        while samples.count > 2, time - samples[1].time >= Self.window { samples.removeFirst() }
    }

    /// A pause is not slowness: what comes is measured from here.
    mutating func restart(at time: ContinuousClock.Instant) {
        samples = [Sample(time: time, done: samples.last?.done ?? 0)]
    }

    /// Seconds of audio per second; 0 while unknown.
    var speed: Double {
        guard let first = samples.first, let last = samples.last else { return 0 }
        let elapsed = last.time - first.time
        let seconds = Double(elapsed.components.seconds) + Double(elapsed.components.attoseconds) / 1e18
        return seconds > 0 ? Double(last.done - first.done) / 1000 / seconds : 0
    }
}

/// A fixed run of samples, one or two channels. Written by one thread, then published and only read.
final class PCMBlock: @unchecked Sendable {  // not written after it is published
    /// ±this is what samples are limited to: far above full scale, and finite in the encoder's squares.
    private static let limit: Float = 8

    let left: UnsafeMutablePointer<Float>
    /// The same as `left` for mono.
    let right: UnsafeMutablePointer<Float>
    let capacity: Int
    private let channels: Int
    private(set) var count = 0

    init(capacity: Int, channels: Int) {
        self.capacity = capacity
        self.channels = channels
        left = .allocate(capacity: capacity * channels)
        right = left + capacity * (channels - 1)
    }

    deinit { left.deallocate() }

    var isFull: Bool { count == capacity }

    func clear() { count = 0 }

    /// Appends as many of the samples as fit and returns how many.
    func append(left source: UnsafePointer<Float>, right other: UnsafePointer<Float>, count wanted: Int) -> Int {
        let taken = min(wanted, capacity - count)
        Self.copy(source, to: left + count, count: taken)
        if channels == 2 { Self.copy(other, to: right + count, count: taken) }
        count += taken
        return taken
    }

    /// Puts silence before the samples.
    func prepend(silence length: Int) {
        for channel in [left, right].prefix(channels) {
            (channel + length).update(from: channel, count: count)
            channel.update(repeating: 0, count: length)
        }
        count += length
    }

    private static func copy(_ source: UnsafePointer<Float>, to target: UnsafeMutablePointer<Float>, count: Int) {
        target.update(from: source, count: count)
        var strange: UInt32 = 0
        for index in 0..<count { strange |= abs(target[index]) <= limit ? 0 : 1 }
        guard strange != 0 else { return }
        for index in 0..<count where !(abs(target[index]) <= limit) {
            target[index] = target[index].isNaN ? 0 : target[index] < 0 ? -limit : limit
        }
    }
}

import MediaTypes

/// Cuts decoded sound to the wanted window and packs it into blocks. It is the one place where output samples count.
final class BlockPacker {
    private let channels: Int
    private let limits: DecodeLimits
    private var window: TrimWindow
    private var block = DecodedBlock()
    private let hand: (DecodedBlock) -> Bool
    /// Samples per channel that lay in the window.
    private(set) var kept: Int64 = 0
    /// True when the receiver takes no more.
    private(set) var isRefused = false

    /// - Parameter hand: Takes a block; false ends the work.
    init(channels: Int, window: TrimWindow, limits: DecodeLimits, hand: @escaping (DecodedBlock) -> Bool) {
        self.channels = channels
        self.window = window
        self.limits = limits
        self.hand = hand
    }

    var isDone: Bool { isRefused || window.isPast }
    /// Samples per channel seen so far, kept or not.
    var position: Int64 { window.position }

    func add(left: UnsafePointer<Float>, right: UnsafePointer<Float>?, count: Int) throws(MediaFailure) {
        let kept = window.take(count)
        try limits.check(decoded: window.position)
        var start = kept.lowerBound
        while start < kept.upperBound, !isRefused {
            let length = min(kept.upperBound - start, DecodedBlock.capacity - block.count)
            block.left.append(contentsOf: UnsafeBufferPointer(start: left + start, count: length))
            if channels == 2 {
                block.right.append(contentsOf: UnsafeBufferPointer(start: (right ?? left) + start, count: length))
            }
            start += length
            if block.count >= DecodedBlock.capacity { flush() }
        }
        self.kept += Int64(kept.count)
    }

    func addSilence(_ count: Int64) throws(MediaFailure) {
        let zeros = [Float](repeating: 0, count: Int(min(count, Int64(DecodedBlock.capacity))))
        var rest = count
        while rest > 0, !isDone {
            let length = Int(min(rest, Int64(zeros.count)))
            try add(left: zeros, right: zeros, count: length)
            rest -= Int64(length)
        }
    }

    /// Hands over what is gathered so far.
    func flush() {
        guard block.count > 0, !isRefused else { return }
        isRefused = !hand(block)
        block = DecodedBlock()
        block.left.reserveCapacity(DecodedBlock.capacity)
        if channels == 2 { block.right.reserveCapacity(DecodedBlock.capacity) }
    }
}

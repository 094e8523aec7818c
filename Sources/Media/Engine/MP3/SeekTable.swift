/// Where frames start, for the table of contents: every `stride`-th offset, in bounded memory at any length.
struct SeekTable {
    private static let capacity = 16384
    private var offsets: [Int64] = []
    private var stride = 1
    private(set) var frames = 0

    /// `offset` is the frame's first byte, counted from the first byte of the Info frame.
    mutating func add(offset: Int64) {
        if frames % stride == 0 {
            if offsets.count == Self.capacity { thin() }
            if frames % stride == 0 { offsets.append(offset) }
        }
        frames += 1
    }

    private mutating func thin() {
        offsets = (0..<offsets.count / 2).map { offsets[2 * $0] }
        stride *= 2
    }

    /// The 100 entries of the Xing header: entry i is the place of the frame at i % of the frames, in 256ths of `bytes`.
    func contents(bytes: Int64) -> [UInt8] {
        (0..<100).map { percent in
            guard percent > 0, !offsets.isEmpty, bytes > 0 else { return 0 }
            let offset = offsets[min(frames * percent / 100 / stride, offsets.count - 1)]
            return UInt8(min(offset * 256 / bytes, 255))
        }
    }
}

import MediaTypes

/// Lays heads and payload bytes out as frames again: each head is followed by as many payload bytes as its
/// frame holds, wherever those bytes came from. This is what re-lays the bit reservoir over a splice.
struct FrameAssembler {
    private let headSize: Int
    private var heads = ByteQueue()
    private var payload = ByteQueue()
    private var sizes: [Int32] = []
    private var nextSize = 0
    /// Frames appended so far.
    private(set) var count = 0

    init(format: MP3Format) { headSize = format.headSize }

    mutating func append(heads bytes: ArraySlice<UInt8>, sizes frames: ArraySlice<FrameStream.Frame>) {
        heads.append(bytes)
        sizes.append(contentsOf: frames.lazy.map(\.size))
        count += frames.count
    }

    mutating func append(payload bytes: ArraySlice<UInt8>) {
        payload.append(bytes)
    }

    mutating func append(zeros count: Int) {
        payload.append(repeatElement(0, count: count))
    }

    /// Writes the frames whose payload is complete; with `isLast` all, the missing bytes as zeros.
    mutating func write(to file: MP3File, isLast: Bool = false) throws(MediaFailure) {
        while nextSize < sizes.count {
            let wanted = Int(sizes[nextSize]) - headSize
            if payload.count < wanted {
                guard isLast else { break }
                append(zeros: wanted - payload.count)
            }
            file.beginFrame()
            try heads.take(headSize) { bytes throws(MediaFailure) in try file.write(bytes) }
            try payload.take(wanted) { bytes throws(MediaFailure) in try file.write(bytes) }
            nextSize += 1
        }
        if nextSize > 4096 || isLast {
            sizes.removeFirst(nextSize)
            nextSize = 0
        }
    }
}

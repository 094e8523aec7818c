import BackendCore

/// Takes the chunks of a range in their order and gives out the bytes of the range. A chunk that is missing, there
/// twice or of a wrong length is `corrupt`: a reader never gets less, or other bytes, than it was promised.
struct ChunkSequence {
    let file: GridFSFile
    let range: Range<Int64>
    /// The number that comes next.
    private var next: Int64

    /// `range` is not empty and within the file.
    init(of file: GridFSFile, range: Range<Int64>) {
        self.file = file
        self.range = range
        next = file.chunks(of: range).lowerBound
    }

    /// The part of chunk `number`, which holds `bytes`, that lies in the range.
    mutating func take(_ number: Int64, _ bytes: ArraySlice<UInt8>) throws(BackendError) -> ArraySlice<UInt8> {
        guard number == next else { throw Self.damaged(number < next ? number : next, number < next ? "twice" : "not") }
        guard Int64(bytes.count) == file.length(ofChunk: number) else {
            throw BackendError(
                .corrupt, "A stored file is damaged: its part \(number) has \(bytes.count) bytes, which is wrong.")
        }
        next += 1
        let start = number * file.chunkSize
        let lower = max(range.lowerBound - start, 0)
        let upper = min(range.upperBound - start, Int64(bytes.count))
        return bytes[bytes.startIndex + Int(lower)..<bytes.startIndex + Int(upper)]
    }

    /// Throws unless every chunk of the range was taken.
    func end() throws(BackendError) {
        guard next > file.chunks(of: range).upperBound else { throw Self.damaged(next, "not") }
    }

    private static func damaged(_ number: Int64, _ how: String) -> BackendError {
        BackendError(.corrupt, "A stored file is damaged: its part \(number) is \(how) there.")
    }
}

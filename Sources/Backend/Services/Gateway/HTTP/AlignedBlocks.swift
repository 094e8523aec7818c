/// The parts of a range between multiples of a size, in their order: whoever reads them touches nothing twice that is kept
/// in pieces of that size.
struct AlignedBlocks: Sequence, IteratorProtocol {
    private var rest: Range<Int64>
    private let size: Int64

    /// - Parameter size: ≥ 1.
    init(of range: Range<Int64>, size: Int64) {
        rest = range
        self.size = size
    }

    mutating func next() -> Range<Int64>? {
        guard !rest.isEmpty else { return nil }
        let border = rest.lowerBound - rest.lowerBound % size + size
        let block = rest.clamped(to: rest.lowerBound..<border)
        rest = block.upperBound..<rest.upperBound
        return block
    }
}

/// The blocks between what the slowest encoder needs and what is decoded. Bounded: see `hasRoom`.
struct PCMStore {
    /// Samples of a block.
    let blockLength: Int
    private let channels: Int
    /// Blocks held at most; when it shrinks nothing is added until there are fewer.
    var budget: Int
    private var blocks: [PCMBlock] = []
    /// Number of the first block in `blocks`.
    private var first = 0
    private var spare: [PCMBlock] = []
    /// Samples published.
    private(set) var samples = 0
    /// True when nothing will follow.
    private(set) var isComplete = false

    /// - Parameter budget: Blocks held at most.
    init(blockLength: Int, channels: Int, budget: Int) {
        self.blockLength = blockLength
        self.channels = channels
        self.budget = budget
    }

    var hasRoom: Bool { blocks.count < budget }

    /// What is held and how much may be.
    struct Extent: Equatable {
        /// Number of the first block.
        var first: Int
        var samples: Int
        var budget: Int
        var isComplete: Bool
    }

    var extent: Extent { Extent(first: first, samples: samples, budget: budget, isComplete: isComplete) }

    /// An empty block to fill.
    mutating func unused() -> PCMBlock {
        guard let block = spare.popLast() else { return PCMBlock(capacity: blockLength, channels: channels) }
        block.clear()
        return block
    }

    /// All but the last block are full.
    mutating func publish(_ block: PCMBlock) {
        blocks.append(block)
        samples += block.count
    }

    mutating func complete() { isComplete = true }

    /// The block that holds sample `position`; nil when it is not there (yet).
    func block(at position: Int) -> PCMBlock? {
        let index = position / blockLength - first
        return blocks.indices.contains(index) && position < samples ? blocks[index] : nil
    }

    /// Forgets the blocks before the one that holds sample `position`.
    mutating func release(before position: Int) {
        let count = min(position / blockLength - first, blocks.count)
        guard count > 0 else { return }
        spare.append(contentsOf: blocks[..<count])
        blocks.removeFirst(count)
        first += count
    }
}

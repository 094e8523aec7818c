import Testing

@testable import BackendServices

@Suite struct AlignedBlocksTests {
    @Test(
        arguments: [
            (0..<0, []), (7..<7, []), (0..<10, [0..<10]), (0..<25, [0..<10, 10..<20, 20..<25]),
            (3..<8, [3..<8]), (9..<21, [9..<10, 10..<20, 20..<21]), (10..<20, [10..<20]),
        ] as [(Range<Int64>, [Range<Int64>])])
    func noneCrossesABorder(range: Range<Int64>, blocks: [Range<Int64>]) {
        #expect(Array(AlignedBlocks(of: range, size: 10)) == blocks)
    }
}

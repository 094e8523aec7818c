import MediaTypes
import Testing

@testable import TUIFeatures

@Suite struct NaturalOrderTests {
    @Test func numbersCompareByValueAndCaseDoesNotMatter() {
        let sorted: [RawName] = ["1.mkv", "2.mkv", "a 9.mkv", "A 010.mkv", "a 11.mkv", "b", "b1", "b10", "b10a"]
        #expect(NaturalOrder.sorted(sorted.shuffled()) == sorted)
    }

    @Test func differentNamesNeverCompareEqual() {
        #expect(NaturalOrder.sorted(["a1", "A1", "a01"]).count == 3)
        #expect(NaturalOrder.sorted(["a1", "A1", "a01"]) == NaturalOrder.sorted(["a01", "a1", "A1"]))
    }
}

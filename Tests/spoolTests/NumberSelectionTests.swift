import Testing

@testable import spool

@Suite struct NumberSelectionTests {
    @Test(arguments: [
        ("3", [3]), ("2 5-7", [2, 5, 6, 7]), ("2,5-7", [2, 5, 6, 7]), (" 4 , 1 ", [4, 1]), ("1 1-2 2", [1, 2]),
        ("all", [1, 2, 3, 4, 5, 6, 7]), ("ALL", [1, 2, 3, 4, 5, 6, 7]), ("7-7", [7]),
    ])
    func numbersAreTaken(text: String, numbers: [Int]) {
        #expect(NumberSelection(text, count: 7)?.numbers == numbers)
    }

    @Test(arguments: [
        "", " ", ",", "0", "8", "6-8", "3-2", "-", "1-", "-2", "1-2-3", "one", "1 x", "99999999999999999999",
    ])
    func everythingElseIsRefused(text: String) {
        #expect(NumberSelection(text, count: 7) == nil)
    }

    @Test func nothingIsNotAll() { #expect(NumberSelection("all", count: 0) == nil) }
}

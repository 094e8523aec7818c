import MediaTypes
import Testing

@testable import MediaEngine

struct TrimWindowTests {
    @Test func keepsWhatLiesInside() {
        var window = TrimWindow(start: 100, end: 250)
        #expect(window.take(100).isEmpty)
        #expect(window.take(100) == 0..<100)
        #expect(!window.isPast)
        #expect(window.take(100) == 0..<50)
        #expect(window.isPast)
        #expect(window.take(100).isEmpty)
    }

    @Test func cutsWithinOneRun() {
        var window = TrimWindow(start: 10, end: 20)
        #expect(window.take(1000) == 10..<20)
    }

    @Test func withoutEdgesKeepsAll() {
        var window = TrimWindow()
        #expect(window.take(7) == 0..<7)
        #expect(window.take(9) == 0..<9)
        #expect(!window.isPast)
        #expect(window.position == 16)
    }

    @Test(
        arguments: [(-1, nil), (0, -5), (5000, 5000), (5000, 10), (0, Int64.max), (Int64.max, nil)] as [(Int64, Int64?)]
    )
    func refusesWindowsThatHoldNothing(start: Int64, end: Int64?) {
        var options = ConversionOptions()
        options.trimStart = start
        options.trimEnd = end
        #expect(failure { _ = try TrimRange(options) }?.code == .invalidOptions)
    }
}

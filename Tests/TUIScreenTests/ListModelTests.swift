import TestRandom
import Testing

@testable import TUIScreen

@Suite struct ListModelTests {
    private func list(_ count: Int, height: Int) -> ListModel<Int> {
        var list = ListModel(Array(0..<count))
        list.setHeight(height)
        return list
    }

    @Test func emptyListHasNoFocus() {
        var list = ListModel<Int>()
        list.move(by: 1)
        list.movePage(by: -1)
        list.moveToBottom()
        list.scroll(by: 3)
        #expect(list.focus == nil && list.focusedID == nil && list.visible.isEmpty)
        list.replace(with: [5])
        #expect(list.focusedID == 5)
        list.replace(with: [])
        #expect(list.focus == nil)
    }

    @Test func movesStopAtTheEndsAndScroll() {
        var list = list(10, height: 4)
        list.move(by: -1)
        #expect(list.focus == 0)
        list.move(by: 4)
        #expect(list.visible == 1..<5)
        list.movePage(by: 1)
        #expect(list.focus == 7)
        list.moveToBottom()
        #expect(list.visible == 6..<10)
        list.move(by: 1)
        #expect(list.focus == 9)
        list.moveToTop()
        #expect(list.visible == 0..<4)
    }

    @Test func focusFollowsItsItemOnTheSameLine() {
        var list = list(20, height: 5)
        list.focus(row: 10)
        list.scroll(by: 2)
        let line = (list.focus ?? 0) - list.offset
        list.replace(with: [100, 101, 102] + Array(0..<20))
        #expect(list.focusedID == 10)
        #expect((list.focus ?? 0) - list.offset == line)
    }

    @Test func neighbourTakesTheFocusOfAnItemThatIsGone() {
        var list = list(5, height: 5)
        list.focus(row: 2)
        list.replace(with: [0, 1, 3, 4])
        #expect(list.focusedID == 3)
        list.moveToBottom()
        list.replace(with: [0, 1, 3])
        #expect(list.focusedID == 3)
    }

    @Test func wheelScrollsAndTakesTheFocusAlong() {
        var list = list(20, height: 5)
        list.scroll(by: 3)
        #expect(list.visible == 3..<8 && list.focus == 3)
        list.scroll(by: -100)
        #expect(list.visible == 0..<5 && list.focus == 3)
        list.scroll(by: 100)
        #expect(list.visible == 15..<20 && list.focus == 15)
    }

    @Test func invariantsHoldAfterAnything() {
        var generator = SplitMix(seed: 3)
        func random(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &generator) }
        var list = ListModel<Int>()
        for _ in 0..<5000 {
            switch random(0...6) {
            case 0: list.replace(with: Array((0..<random(0...30)).shuffled(using: &generator)))
            case 1: list.setHeight(random(-1...12))
            case 2: list.move(by: random(-40...40))
            case 3: list.movePage(by: random(-3...3))
            case 4: list.scroll(by: random(-40...40))
            case 5: list.focus(on: random(0...30))
            default: list.focus(row: random(-5...40))
            }
            #expect((list.focus == nil) == list.isEmpty)
            if let focus = list.focus { #expect(list.visible.contains(focus)) }
            #expect(list.visible.count == min(list.height, list.count))
        }
    }
}

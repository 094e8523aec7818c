import MediaTypes
import SpoolAPI
import Testing
import TUIScreen

@testable import TUIFeatures

@Suite struct DialogTests {
    @Test func aLongNameLeavesTheQuestionRoom() {
        var driver = Driver(40, 12)
        driver.connect()
        driver.feed(job(1, .done) { $0.name = RawName(String(repeating: "音楽 long ", count: 25) + ".mkv") })
        driver.type("2x")
        #expect(driver.screen.contains("from the") && driver.screen.contains("list?"))
        #expect(driver.screen.contains(".mkv"))
    }

    private func driver() -> Driver {
        var driver = Driver()
        driver.connect()
        driver.list(media("a.mkv", "b.mkv"))
        driver.send(.jobs([job(1), job(2, .converting)], now: 0))
        _ = driver.take()
        return driver
    }

    @Test func thePaletteRunsWhatKeysRun() {
        var driver = driver()
        driver.type(":mark all")
        driver.press(.enter)
        #expect(driver.state.files.marks.count == 2)
        driver.type("2:zzz")
        #expect(driver.screen.contains("No such command."))
        driver.press(.escape)
        #expect(driver.state.dialogs.isEmpty)
        driver.type(":whole queue")
        driver.press(.enter)
        #expect(driver.take().contains(.pauseQueue(true)))
    }

    @Test func thePaletteSaysWhyNot() {
        var driver = driver()
        driver.type("2:retry")
        #expect(driver.screen.contains("Only failed and cancelled jobs are retried"))
        driver.press(.enter)
        #expect(driver.state.dialogs.isEmpty)
        #expect(driver.state.notice?.kind == .warning)
    }

    @Test func helpScrollsAndGoesWithOneEscape() {
        var driver = driver()
        driver.press(.tab)
        driver.type("?")
        #expect(driver.lines[1].contains("Keys"))
        let top = driver.lines[2]
        driver.press(.pageDown)
        #expect(driver.lines[2] != top)
        driver.press(.end, .down, .home)
        #expect(driver.lines[2] == top)
        driver.press(.escape)
        #expect(driver.state.dialogs.isEmpty && driver.state.files.pane == .side)
        driver.press(.escape)
        #expect(driver.state.files.pane == .list)
    }

    @Test func noticesGoAfterAWhile() throws {
        var driver = driver()
        driver.type("u")
        let notice = try #require(driver.state.notice)
        driver.type("s")
        driver.send(.timer(.notice(notice.id), now: 1))
        #expect(driver.state.notice != nil)
        driver.send(.timer(.notice(driver.state.notice?.id ?? 0), now: 2))
        #expect(driver.state.notice == nil)
    }

    @Test func theEndOfALongErrorCanBeRead() {
        var driver = driver()
        driver.resize(40, 12)
        driver.send(
            .report(.error, "The disk of the daemon is full: free 2.1 GB there, or set another directory, and press r.")
        )
        #expect(driver.lines[8] == " ✗ The disk of the daemon is full: free")
        #expect(driver.lines[10] == " and press r.")
        #expect(driver.lines[11].hasSuffix("? help"))
    }

    @Test func listAndDetailsStandSideBySideWhereThereIsRoom() {
        var driver = driver()
        driver.type("2")
        #expect(!driver.screen.contains("│"))
        driver.resize(130, 24)
        #expect(driver.lines[2].contains("│ talk 1.mkv"))
        #expect(driver.screen.contains("██"))
    }

    @Test func tooSmallSaysSoAndOnlyQuits() {
        var driver = driver()
        driver.resize(39, 12)
        #expect(driver.screen.hasPrefix("needs 40x12"))
        #expect(driver.lines.dropFirst().joined() == "")
        driver.type("a2")
        #expect(driver.state.files.marks.isEmpty && driver.state.screen == .files)
        driver.type("q")
        #expect(driver.take() == [.quit])
    }

    @Test func clicksFocusAndTheWheelMoves() {
        var driver = driver()
        driver.send(.terminal(.mouse(MouseEvent(.press, at: Point(column: 5, row: 4)))))
        #expect(driver.focusedLine.contains("b.mkv"))
        driver.send(.terminal(.mouse(MouseEvent(.wheelUp, at: Point(column: 5, row: 4)))))
        #expect(driver.focusedLine.contains("a.mkv"))
        driver.send(.terminal(.mouse(MouseEvent(.press, at: Point(column: 10, row: 0)))))
        #expect(driver.state.screen == .jobs)
    }
}

import TestRandom
import MediaTypes
import SpoolAPI
import Testing
import TUIScreen

@testable import TUIFeatures

@Suite struct JobsTests {
    private func driver(_ jobs: Job...) -> Driver {
        var driver = Driver()
        driver.connect()
        driver.send(.jobs(jobs, now: 0))
        driver.type("2")
        _ = driver.take()
        return driver
    }

    private func controls(_ effects: [Effect]) -> [Effect] {
        effects.filter { if case .control = $0 { true } else { false } }
    }

    @Test func theSelectionFollowsTheJob() {
        var driver = driver(job(1), job(2), job(3))
        driver.type("j")
        #expect(driver.focusedLine.contains("talk 2"))
        driver.feed(job(2, revision: 2) { $0.rank = 0.5 })
        #expect(driver.state.jobs.list.focus == 0)
        #expect(driver.focusedLine.contains("talk 2"))
        driver.feed(job(4) { $0.priority = 50 })
        #expect(driver.state.jobs.list.focus == 1)
        #expect(driver.focusedLine.contains("talk 2"))
    }

    @Test func whenTheFocusedJobGoesItsNeighbourIsFocused() {
        var driver = driver(job(1), job(2), job(3))
        driver.type("j")
        driver.send(.feed([.removed(JobRemoved(id: "job2", revision: 9))], now: 0))
        #expect(driver.focusedLine.contains("talk 3"))
        driver.send(.jobs([job(3), job(5)], now: 0))
        #expect(driver.focusedLine.contains("talk 3"))
    }

    @Test func olderStatesOfAJobAreIgnored() {
        var driver = driver(job(1, .done, revision: 5))
        driver.feed(job(1, .converting, revision: 4))
        #expect(driver.screen.contains("✓ done"))
    }

    @Test func progressNeverReads100() {
        var driver = driver(
            job(1, .converting) { $0.progress = JobProgress(done: 120_000, total: 120_000, speed: 30, updatedAt: 0) })
        #expect(driver.screen.contains("99%"))
        #expect(!driver.screen.contains("100"))
        driver.resize(40, 12)
        #expect(driver.screen.contains("99%"))
    }

    @Test func remainingTimeComesFromSpeedAndMovesOn() {
        var driver = driver(job(1, .converting))
        #expect(driver.screen.contains("25%") && driver.screen.contains("3 s"))
        driver.feed(job(1, .converting, revision: 2) { $0.progress?.speed = 3 }, now: 0)
        #expect(driver.screen.contains("30 s"))
        driver.send(.timer(.tick, now: 5000))
        #expect(driver.screen.contains("25 s"))
    }

    @Test func ticksOnlyWhileSomethingRuns() {
        var driver = driver(job(1))
        #expect(!driver.effects.contains(.after(1000, .tick)))
        driver.feed(job(1, .converting, revision: 2))
        #expect(driver.take().contains(.after(1000, .tick)))
        driver.send(.timer(.tick, now: 1))
        #expect(driver.take() == [.after(1000, .tick)])
        driver.feed(job(1, .done, revision: 3))
        driver.send(.timer(.tick, now: 2))
        #expect(!driver.take().contains(.after(1000, .tick)))
    }

    @Test func controlsGoToTheMarkedJobsOrTheFocusedOne() {
        var driver = driver(job(1), job(2), job(3, .failed))
        driver.type("K")
        #expect(controls(driver.take()) == [.control(["job1"], .move(.up))])
        driver.type("  T")
        #expect(controls(driver.take()) == [.control(["job2", "job1"], .move(.top))])
        driver.type("+")
        #expect(controls(driver.take()) == [.control(["job1", "job2"], .priority(10))])
        driver.type("p")
        #expect(controls(driver.take()) == [.control(["job1", "job2"], .pause)])
        driver.type("AGr")
        #expect(controls(driver.take()) == [.control(["job3"], .retry)])
        driver.type("P")
        #expect(driver.take().contains(.pauseQueue(true)))
    }

    @Test func pausedJobsAreResumed() {
        var driver = driver(job(1) { $0.paused = true })
        #expect(driver.screen.contains("‖ paused"))
        driver.type("p")
        #expect(controls(driver.take()) == [.control(["job1"], .resume)])
    }

    @Test func whatIsNotPossibleSaysWhy() {
        var driver = driver(job(1, .done), job(2, .converting))
        driver.type("c")
        #expect(driver.screen.contains("It has ended already: done."))
        driver.type("r")
        #expect(driver.screen.contains("Only failed and cancelled jobs are retried"))
        driver.type("jx")
        #expect(driver.screen.contains("It is being converted: c cancels it first."))
        driver.type("K")
        #expect(driver.screen.contains("Only waiting jobs are moved"))
        driver.type("u")
        #expect(driver.screen.contains("There is nothing to undo."))
        #expect(controls(driver.take()).isEmpty)
    }

    @Test func cancelAsksAndEnterMeansNo() {
        var driver = driver(job(1, .converting))
        driver.type("c")
        #expect(driver.screen.contains("Cancel talk 1.mkv?"))
        driver.press(.enter)
        #expect(controls(driver.take()).isEmpty)
        driver.type("cy")
        #expect(controls(driver.take()) == [.control(["job1"], .cancel)])
    }

    @Test func aRemovalWaitsAndCanBeUndone() throws {
        var driver = driver(job(1, .done), job(2, .done), job(3))
        driver.type("xy")
        #expect(driver.state.jobs.list.count == 2)
        #expect(controls(driver.effects).isEmpty)
        driver.type("u")
        #expect(driver.state.jobs.list.count == 3)
        driver.type("Xy")
        #expect(driver.state.jobs.list.count == 1)
        let removal = try #require(driver.state.removals.first)
        #expect(driver.effects.contains(.after(10_000, .removal(removal.id))))
        driver.send(.timer(.removal(removal.id), now: 10_000))
        #expect(controls(driver.take()) == [.control(["job1", "job2"], .remove)])
        driver.send(.controlFailed(["job1", "job2"], .remove, Trouble("the server is away")))
        #expect(driver.state.jobs.list.count == 3)
    }

    @Test func quittingFinishesRemovals() {
        var driver = driver(job(1, .done))
        driver.type("xyq")
        #expect(driver.take().suffix(2) == [.control(["job1"], .remove), .quit])
    }

    @Test func filtersByTextAndState() {
        var driver = driver(job(1), job(2, .failed), job(3, .converting), job(14))
        driver.type("/talk 3.mkv")
        #expect(driver.state.jobs.list.count == 1)
        #expect(driver.lines[22].hasSuffix("1/4"))
        driver.feed(job(3, .converting, revision: 2) { $0.name = "other.mkv" })
        #expect(driver.state.jobs.list.isEmpty)
        driver.press(.escape)
        #expect(driver.state.jobs.list.count == 4)
        driver.type("f")
        #expect(driver.screen.contains("active 1/4"))
        driver.type("fff")
        #expect(driver.screen.contains("No job matches."))
        driver.press(.escape)
        #expect(driver.state.jobs.list.count == 4)
    }

    @Test func detailsShowTheErrorAndTheLog() {
        var driver = driver(job(1, .failed))
        driver.press(.enter)
        #expect(driver.take().contains(.fetchLog("job1")))
        driver.send(.log("job1", .success("attempt 1\nread 12 packets")))
        #expect(driver.screen.contains("input ends at 12:03 of 45:10 (truncated)"))
        #expect(driver.screen.contains("read 12 packets"))
        driver.type("h")
        #expect(driver.state.jobs.pane == .list)
    }

    @Test func losingTheServerIsSaidAndSoIsItsReturn() {
        var driver = driver(job(1))
        driver.send(.connection(.lost("connection refused")))
        #expect(driver.screen.contains("reconnecting"))
        driver.type("c")
        #expect(driver.screen.contains("Not possible now: the server is away: connection refused"))
        driver.connect()
        #expect(driver.screen.contains("Connected again."))
    }

    /// What is kept change by change agrees with what is computed from all jobs.
    @Test func incrementalListsAgreeWithRebuiltOnes() {
        var random = SplitMix(seed: 7)
        var driver = driver()
        driver.type("/1")
        driver.press(.enter)
        for step in 1...3000 {
            let number = Int.random(in: 0..<60, using: &random)
            if Int.random(in: 0..<10, using: &random) == 0 {
                driver.send(.feed([.removed(JobRemoved(id: JobID("job\(number)"), revision: Int64(step)))], now: 0))
            } else {
                let state = JobState.allCases.randomElement(using: &random) ?? .queued
                driver.feed(
                    job(number, state, revision: Int64(step)) {
                        $0.priority = Int.random(in: -1...1, using: &random)
                        $0.rank = Double(Int.random(in: 0..<20, using: &random))
                    })
            }
            let (queue, finished) = (driver.state.jobs.list.ids, driver.state.downloads.list.ids)
            var rebuilt = driver.state
            rebuilt.jobs.rebuild(rebuilt.table)
            rebuilt.downloads.rebuild(rebuilt.table)
            #expect(queue == rebuilt.jobs.list.ids && finished == rebuilt.downloads.list.ids)
            var totals = JobTotals()
            for slot in rebuilt.table.occupied { rebuilt.table.job(at: slot).map { totals.add($0, slot: slot) } }
            #expect(
                totals.unfinished == rebuilt.table.totals.unfinished
                    && totals.waitingBytes == rebuilt.table.totals.waitingBytes)
            #expect(totals.active == rebuilt.table.totals.active && totals.left == rebuilt.table.totals.left)
        }
    }
}

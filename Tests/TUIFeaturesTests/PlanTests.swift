import MediaTypes
import SpoolAPI
import Testing
import TUIScreen

@testable import TUIFeatures

@Suite struct PlanTests {
    @Test func mp3sThatJobsHaveMadeAreLeftOutUnlessTheyAreTakenIn() {
        var driver = Driver()
        driver.connect()
        driver.feed(job(1, .done) { $0.result?.path = "/home/ann/Videos/talk 1.mp3" })
        driver.list(media("other.mkv", "talk 1.mp3"))
        driver.type("ap")
        #expect(driver.state.plan?.included == ["/home/ann/Videos/other.mkv"])
        driver.send(
            .planned(driver.state.plan?.request ?? 0, [PlanUpdate(index: 1, item: PlanItem(output: "x.mp3"))]))
        #expect(driver.screen.contains("a result"))
        driver.type("j ")
        #expect(driver.state.plan?.included.count == 2)
        driver.press(.escape)
        driver.type("Ajp")
        #expect(driver.state.plan?.included == ["/home/ann/Videos/talk 1.mp3"])
    }

    private func driver(_ count: Int = 3, _ columns: Int = 80, _ rows: Int = 24) -> Driver {
        var driver = Driver(columns, rows)
        driver.connect()
        driver.list((1...count).map { FileEntry(name: RawName("talk \($0).mkv"), kind: .file, size: 1_000_000) })
        driver.type("ap")
        return driver
    }

    private func ready(_ index: Int, change: (inout PlanItem) -> Void = { _ in }) -> PlanUpdate {
        var item = PlanItem(
            track: "1 aac stereo", reason: "the only track", output: RawName("talk \(index + 1).mp3"),
            duration: 600_000,
            estimatedSize: 14_000_000)
        change(&item)
        return PlanUpdate(index: index, item: item)
    }

    private func submission(_ effects: [Effect]) -> (Int, JobSubmission)? {
        for case .submit(let id, let submission) in effects { return (id, submission) }
        return nil
    }

    @Test func resultsStreamInAndConfirmNeedNotWait() throws {
        var driver = driver()
        let request = try #require(driver.state.plan?.request)
        driver.send(.planned(request, [ready(0)]))
        #expect(driver.screen.contains("looking 1/3"))
        driver.press(.enter)
        let (id, sent) = try #require(submission(driver.effects))
        #expect(sent.items.count == 3)
        driver.type("c")
        #expect(driver.screen.contains("The batch is being queued."))
        driver.send(.submitted(id, .success(JobReceipt(batch: "b", jobs: ["1", "2", "3"]))))
        #expect(driver.state.screen == .jobs && driver.state.files.marks.isEmpty)
        #expect(driver.screen.contains("3 jobs queued."))
    }

    @Test func aRefusedBatchStaysWithItsReason() throws {
        var driver = driver()
        driver.press(.enter)
        let (id, _) = try #require(submission(driver.effects))
        driver.send(.submitted(id, .failure(Trouble("disk full: free some space"))))
        #expect(driver.state.plan != nil && driver.state.files.marks.count == 3)
        #expect(driver.screen.contains("✗ Not queued: disk full: free some space"))
        driver.press(.enter)
        #expect(submission(driver.effects) != nil)
    }

    @Test func whatCannotBeConvertedIsLeftOut() throws {
        var driver = driver()
        let request = try #require(driver.state.plan?.request)
        driver.send(
            .planned(
                request,
                [
                    ready(0),
                    ready(1) { $0 = PlanItem(problem: MediaFailure(.noAudio, "the file has no audio track")) },
                    ready(2) { $0.isConverted = true },
                ]))
        #expect(driver.lines.contains { $0.hasPrefix("– talk 2.mkv") && $0.contains("no audio") })
        #expect(driver.lines.contains { $0.hasPrefix("– talk 3.mkv") && $0.contains("converted") })
        driver.type("j ")
        #expect(driver.screen.contains("Cannot be converted: the file has no audio track"))
        driver.type("j c")
        #expect(
            submission(driver.effects)?.1.items.map(\.path) == [
                "/home/ann/Videos/talk 1.mkv", "/home/ann/Videos/talk 3.mkv",
            ])
    }

    @Test func anEmptyPlanCannotBeQueued() {
        var driver = driver(1)
        driver.type(" ")
        driver.press(.enter)
        #expect(submission(driver.effects) == nil)
        #expect(driver.screen.contains("No file is left in the plan"))
    }

    @Test func optionsAreStepsOrTexts() throws {
        var driver = driver()
        _ = driver.take()
        driver.type("emr+P")
        #expect(driver.state.plan?.options.encoding == .vbr(3))
        #expect(driver.state.plan?.options.channels == .mono)
        #expect(driver.state.plan?.options.sampleRate == 48_000)
        #expect(driver.state.plan?.options.partial == .keep)
        #expect(driver.state.plan?.priority == 10)
        driver.type("d")
        driver.type("~/Music")
        driver.press(.enter)
        #expect(driver.state.plan?.destination == "/home/ann/Music")
        driver.type("n")
        driver.press(.control("u"))
        driver.type("{artist} - {title}")
        driver.press(.enter)
        #expect(driver.state.plan?.options.nameTemplate == "{artist} - {title}")
        let ticket = try #require(driver.state.plan?.ticket)
        let old = try #require(driver.state.plan?.request)
        _ = driver.take()
        driver.send(.timer(.plan(ticket), now: 0))
        #expect(driver.take().first == .cancelPlan(old))
        #expect(driver.state.plan?.request != old)
    }

    @Test func theOptionsPaneIsReachedByTabAndLeftByEscape() {
        var driver = driver(2, 40, 12)
        driver.press(.tab)
        #expect(driver.focusedLine.contains("Encoding"))
        driver.press(.right)
        #expect(driver.state.plan?.options.encoding == .vbr(3))
        driver.press(.left, .left)
        #expect(driver.state.plan?.options.encoding == .vbr(1))
        driver.press(.enter, .control("u"))
        driver.type("999")
        driver.press(.enter)
        #expect(driver.screen.contains("No such encoding"))
        driver.press(.control("u"))
        driver.type("abr160")
        driver.press(.enter)
        #expect(driver.state.plan?.options.encoding == .abr(160))
        driver.press(.escape)
        #expect(driver.state.plan?.pane == .list)
        driver.press(.escape)
        #expect(driver.state.plan == nil)
    }

    @Test func filesOnTheCommandLineOpenThePlan() {
        let driver = Driver(files: [MarkedFile(path: "/tmp/a.mkv", size: 1)])
        #expect(driver.state.showsPlan)
        #expect(
            driver.effects.contains {
                if case .plan(let request) = $0 { request.files == ["/tmp/a.mkv"] } else { false }
            })
    }

    @Test(arguments: [Connection.connecting("starting the daemon"), .lost("connection refused")])
    func confirmedWhileTheServerIsAwayItIsQueuedOnceItIsThere(_ away: Connection) {
        var driver = driver()
        driver.send(.connection(away))
        driver.press(.enter)
        #expect(submission(driver.take()) == nil)
        #expect(driver.screen.contains("queued as soon as the server is there"))
        driver.press(.enter)
        #expect(driver.screen.contains("The batch is being queued."))
        driver.connect()
        #expect(submission(driver.take())?.1.items.count == 3)
        driver.connect()
        #expect(submission(driver.take()) == nil)
    }

    @Test func whatIsConfirmedForAServerThatCannotBeHadIsNotQueuedLater() {
        var driver = driver()
        driver.send(.connection(.lost("connection refused")))
        driver.press(.enter)
        driver.send(.connection(.failed("spoold was not found; put it beside spool")))
        #expect(driver.screen.contains("✗ spoold was not found"))
        driver.connect()
        #expect(submission(driver.take()) == nil)
        #expect(driver.state.showsPlan)
    }

    @Test func aConfirmedPlanThatIsLeftIsNotQueued() {
        var driver = driver()
        driver.send(.connection(.lost("connection refused")))
        driver.press(.enter, .escape)
        driver.connect()
        #expect(submission(driver.take()) == nil)
    }

    @Test func withoutAServerItSaysWhy() {
        var driver = driver()
        driver.send(.connection(.failed("spoold was not found; put it beside spool")))
        driver.press(.enter)
        #expect(driver.screen.contains("Cannot queue now: spoold was not found; put it beside spool"))
    }
}

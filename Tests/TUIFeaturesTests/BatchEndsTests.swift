import MediaTypes
import SpoolAPI
import Testing
import TUIScreen

@testable import TUIFeatures

@Suite struct BatchEndsTests {
    private func driver(_ jobs: Job...) -> Driver {
        var driver = Driver()
        driver.connect()
        driver.send(.jobs(jobs, now: 0))
        _ = driver.take()
        return driver
    }

    /// With a confirmed plan that the server has not answered yet, and its number.
    private func driverWithSubmission() throws -> (Driver, id: Int) {
        var driver = driver()
        driver.list(media("a.mkv", "b.mkv"))
        driver.type("ap")
        driver.press(.enter)
        let id = try #require(driver.state.plan?.submission)
        _ = driver.take()
        return (driver, id)
    }

    @Test func aJobThatHasEndedBeforeItIsToldOfRings() {
        var driver = driver()
        driver.feed(job(1, .done, revision: 2))
        #expect(driver.take().contains(.bell))
        #expect(driver.screen.contains("All jobs are done."))
    }

    @Test func aBatchThatEndsRingsOnce() {
        var driver = driver(job(1, .converting), job(2))
        driver.feed(job(1, .done, revision: 2))
        #expect(!driver.take().contains(.bell))
        driver.feed(job(2, .failed, revision: 3))
        #expect(driver.take().contains(.bell))
        #expect(driver.screen.contains("All jobs have ended; 1 failed"))
        driver.feed(job(2, .failed, revision: 4) { $0.priority = 1 })
        #expect(!driver.take().contains(.bell))
    }

    @Test func jobsThatAreToldOfTogetherRingOnce() {
        var driver = driver()
        driver.feed(job(1, .done), job(2, .failed), job(3, .done))
        #expect(driver.take().count { $0 == .bell } == 1)
    }

    @Test(arguments: [JobState.cancelled, nil]) func whoeverEndsABatchNeedsNoBell(state: JobState?) {
        var driver = driver(job(1, .converting), job(2))
        driver.feed(job(1, .done, revision: 2))
        let end = state.map { FeedEvent.job(job(2, $0, revision: 3)) } ?? .removed(JobRemoved(id: "job2", revision: 3))
        driver.send(.feed([end], now: 0))
        #expect(!driver.take().contains(.bell))
    }

    @Test func aReceiptThatComesAfterTheEndIsFollowedByIt() throws {
        var (driver, id) = try driverWithSubmission()
        driver.feed(job(1, .done), job(2, .done))
        #expect(!driver.take().contains(.bell))
        driver.send(.submitted(id, .success(JobReceipt(batch: "batch", jobs: ["job1", "job2"]))))
        #expect(driver.take().contains(.bell))
        #expect(driver.screen.contains("All jobs are done."))
    }

    @Test func whatWasQueuedAndIsNotToldOfIsWaitedFor() throws {
        var (driver, id) = try driverWithSubmission()
        driver.send(.submitted(id, .success(JobReceipt(batch: "batch", jobs: ["job1", "job2"]))))
        driver.feed(job(1, .done))
        #expect(!driver.take().contains(.bell))
        driver.feed(job(2, .done))
        #expect(driver.take().contains(.bell))
    }

    @Test func aJobThatIsRemovedBeforeItIsToldOfIsNotWaitedFor() throws {
        var (driver, id) = try driverWithSubmission()
        driver.send(.submitted(id, .success(JobReceipt(batch: "batch", jobs: ["job1", "job2"]))))
        driver.send(.feed([.removed(JobRemoved(id: "job2", revision: 3)), .job(job(1, .done))], now: 0))
        #expect(driver.take().contains(.bell))
    }

    @Test func aBatchThatIsBeingSentHasNotEnded() {
        var driver = driver()
        driver.send(.uploads(UploadStatus(files: 2, ended: 0, sent: 0, size: 2, speed: 1)))
        driver.send(.uploaded(JobReceipt(batch: "batch", jobs: ["job1"]), "/x"))
        driver.feed(job(1, .done))
        driver.send(.uploaded(JobReceipt(batch: "batch", jobs: ["job2"]), "/x"))
        driver.send(.uploads(nil))
        #expect(!driver.take().contains(.bell))
        driver.feed(job(2, .done))
        #expect(driver.take().contains(.bell))
    }
}

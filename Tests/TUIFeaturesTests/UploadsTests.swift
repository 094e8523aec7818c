import MediaTypes
import SpoolAPI
import Testing
import TUIScreen

@testable import TUIFeatures

@Suite struct UploadsTests {
    private func driver() -> Driver {
        var driver = Driver()
        driver.connect(.served)
        driver.list(media("a.mkv"))
        _ = driver.take()
        return driver
    }

    @Test func aPlanGoesOnceItsFilesAreOnTheirWay() throws {
        var driver = driver()
        driver.type("p")
        driver.press(.enter)
        var submission: Int?
        for case .submit(let id, _) in driver.take() { submission = id }
        driver.send(.submitted(try #require(submission), .success(JobReceipt(batch: "b", jobs: []))))
        #expect(driver.state.screen == .jobs && driver.screen.contains("Sending 1 file"))
    }

    @Test func resultsAreSavedWhereThePlanSaid() {
        var driver = driver()
        driver.send(.uploaded(JobReceipt(batch: "b", jobs: ["job1"]), "/home/ann/Music"))
        driver.feed(job(1, .converting))
        #expect(!driver.take().contains { if case .save = $0 { true } else { false } })
        driver.feed(job(1, .done, revision: 2), job(2, .done))
        let saves = driver.take().compactMap { effect -> (ids: [JobID], directory: RawName)? in
            if case .save(let jobs, let directory, nil) = effect { (jobs.map(\.id), directory) } else { nil }
        }
        #expect(saves.count == 1)
        #expect(saves.first?.ids == ["job1"] && saves.first?.directory == "/home/ann/Music")
        driver.feed(job(1, .done, revision: 3))
        #expect(!driver.take().contains { if case .save = $0 { true } else { false } })
    }

    @Test func aResultThatWasQuickerThanTheReceiptIsSavedToo() {
        var driver = driver()
        driver.feed(job(1, .done))
        _ = driver.take()
        driver.send(.uploaded(JobReceipt(batch: "b", jobs: ["job1"]), "/x"))
        #expect(driver.take().contains { if case .save(_, "/x", nil) = $0 { true } else { false } })
    }

    @Test func whatIsBeingSentIsShownAndCanBeStopped() {
        var driver = driver()
        driver.type("2")
        driver.send(.uploads(UploadStatus(files: 3, ended: 1, sent: 5_000_000, size: 10_000_000, speed: 2_000_000)))
        #expect(driver.screen.contains("sending 3 files, 1 there"))
        driver.type("q")
        #expect(driver.screen.contains("Quit while files are being sent?"))
        driver.type("n")
        driver.type("U")
        #expect(driver.take().contains(.stopUploads))
        driver.send(.uploads(nil))
        #expect(!driver.screen.contains("sending"))
        driver.type("q")
        #expect(driver.take().contains(.quit))
    }

    @Test func aFileThatCouldNotBeSentIsNamed() {
        var driver = driver()
        driver.send(.uploadFailed("/home/ann/Videos/a.mkv", Trouble("it changed while it was being sent")))
        #expect(driver.screen.contains("a.mkv was not sent: it changed"))
    }
}

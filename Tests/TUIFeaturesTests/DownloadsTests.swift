import MediaTypes
import SpoolAPI
import Testing
import TUIScreen

@testable import TUIFeatures

@Suite struct DownloadsTests {
    private func driver(_ jobs: Job...) -> Driver {
        var driver = Driver()
        driver.connect()
        driver.send(.jobs(jobs, now: 0))
        driver.type("3")
        _ = driver.take()
        return driver
    }

    @Test func finishedMP3sNewestFirstAndWhereTheyAre() {
        let driver = driver(job(1, .done), job(2), job(3, .done))
        #expect(driver.state.downloads.list.count == 2)
        #expect(driver.focusedLine.contains("talk 3.mp3"))
        #expect(driver.focusedLine.contains("5.0 MB") && driver.focusedLine.contains("5:00"))
        #expect(driver.focusedLine.contains("✓ verified") && driver.focusedLine.contains("~/Music"))
    }

    @Test func savesMarkedOnesByTemplateWithLiveSpeed() {
        var driver = driver(job(1, .done), job(2, .done))
        driver.type("as")
        #expect(driver.screen.contains("Save 2 MP3s to"))
        driver.press(.control("u"))
        driver.type("/tmp/out/{artist} - {title}")
        driver.press(.enter)
        let saves = driver.take().filter { if case .save = $0 { true } else { false } }
        let jobs = [job(1, .done), job(2, .done)]
        #expect(saves == [.save(jobs, directory: "/tmp/out", template: "{artist} - {title}")])
        driver.send(.saving("job2", .running(received: 5_000_000, speed: 2_000_000)))
        #expect(driver.screen.contains("99%") && driver.screen.contains("2.0 MB/s"))
        driver.type("c")
        #expect(driver.take().contains(.stopSaving(["job2"])))
        driver.send(.saving("job2", .saved("/tmp/out/b.mp3")))
        driver.send(.saving("job1", .failed("the disk is full")))
        #expect(driver.screen.contains("✓ saved") && driver.screen.contains("✗ not saved"))
        #expect(driver.screen.contains("talk 1.mp3 was not saved: the disk is full"))
    }

    @Test func quittingWhileSavingAsks() {
        var driver = driver(job(1, .done))
        driver.type("s")
        driver.press(.enter)
        driver.type("q")
        #expect(driver.screen.contains("Quit while MP3s are being saved?"))
        #expect(!driver.take().contains(.quit))
        driver.type("y")
        #expect(driver.take().contains(.quit))
    }

    @Test func copiesThePathAndShowsTheFolder() {
        var driver = driver(job(1, .done))
        driver.type("y")
        #expect(driver.take().contains(.copy("/home/ann/Music/talk 1.mp3")))
        driver.type("o")
        #expect(driver.state.screen == .files)
        #expect(driver.state.files.loading?.directory == "/home/ann/Music")
        driver.list(media("a.mp3", "talk 1.mp3"))
        #expect(driver.focusedLine.contains("talk 1.mp3"))
    }

    @Test func deletionAsksAndCanBeUndone() {
        var driver = driver(job(1, .done))
        driver.type("xy")
        #expect(driver.state.downloads.list.isEmpty && driver.state.jobs.list.isEmpty)
        driver.type("u")
        #expect(driver.state.downloads.list.count == 1)
    }
}

import MediaTypes
import SpoolAPI
import Testing
import TUIScreen

@testable import TUIFeatures

/// Large lists: what they show is checked, how long they take is printed.
@Suite(.serialized) struct ScaleTests {
    private func measure(_ what: String, times: Int = 20, _ body: () -> Void) {
        let clock = ContinuousClock()
        var longest = Duration.zero
        var all = Duration.zero
        for _ in 0..<times {
            let took = clock.measure(body)
            longest = max(longest, took)
            all += took
        }
        print("  \(what): mean \(all / times), longest \(longest)")
    }

    private func jobs(_ count: Int) -> Driver {
        var driver = Driver()
        driver.connect()
        driver.send(.jobs((0..<count).map { job($0, [.queued, .done, .failed, .queued][$0 % 4]) }, now: 0))
        driver.type("2")
        return driver
    }

    @Test func filteringTenThousandFiles() {
        var driver = Driver()
        driver.list(
            (0..<10_000).map { FileEntry(name: RawName("Some Concert in the City \($0).mkv"), kind: .file, size: 1) })
        driver.type("/")
        for letter in "city 999" {
            measure("files, filter key “\(letter)”", times: 1) { driver.type(String(letter)) }
        }
        #expect(driver.lines[22].hasSuffix("19/10000"))
        measure("files, frame") { _ = driver.frame }
    }

    @Test func tenThousandJobs() {
        var driver = jobs(10_000)
        driver.type("/")
        for letter in "talk 99" { measure("jobs, filter key “\(letter)”", times: 1) { driver.type(String(letter)) } }
        #expect(driver.state.jobs.list.count < 1000)
        driver.press(.escape)
        var revision: Int64 = 10
        measure("jobs, progress of three and frame", times: 200) {
            revision += 1
            driver.feed(
                job(0, .converting, revision: revision), job(3, .converting, revision: revision),
                job(4, .converting, revision: revision))
            _ = driver.frame
        }
        measure("jobs, a job ends", times: 200) {
            revision += 1
            driver.feed(job(Int(revision) * 4, .done, revision: revision))
        }
        measure("jobs, cursor down and frame", times: 200) {
            driver.type("j")
            _ = driver.frame
        }
        measure("jobs, tick and frame", times: 200) {
            driver.send(.timer(.tick, now: revision))
            _ = driver.frame
        }
        #expect(driver.state.jobs.list.count == 10_000)
    }

    @Test func fiftyThousandNames() {
        let names = (0..<50_000).map {
            FileEntry(name: RawName("file \($0 * 7919 % 50_000).mkv"), kind: .file, size: Int64($0))
        }
        var listing = DirectoryListing(directory: "/home/ann/Videos", entries: [])
        measure("50,000 names, sorting off the event loop", times: 1) {
            listing = DirectoryListing(directory: "/home/ann/Videos", entries: names)
        }
        var driver = Driver()
        let id = driver.state.files.loading?.id ?? 0
        measure("50,000 names, shown", times: 1) { driver.send(.listed(id, .success(listing))) }
        measure("50,000 names, sorted by size", times: 1) { driver.type("s") }
        measure("50,000 names, all marked", times: 1) { driver.type("a") }
        #expect(driver.state.files.marks.count == 50_000)
    }

    @Test func aPlanOfTenThousandFiles() {
        var driver = Driver(files: (0..<10_000).map { MarkedFile(path: RawName("/v/\($0).mkv"), size: 1) })
        driver.connect()
        let request = driver.state.plan?.request ?? 0
        measure("10,000 plans, one by one", times: 1) {
            for index in 0..<10_000 {
                driver.send(
                    .planned(request, [PlanUpdate(index: index, item: PlanItem(duration: 1, estimatedSize: 2))]))
            }
        }
        measure("10,000 plans, a toggle and a frame") {
            driver.type(" ")
            _ = driver.frame
        }
        #expect(driver.state.plan?.totals.size == 2 * Int64(driver.state.plan?.included.count ?? 0))
    }
}

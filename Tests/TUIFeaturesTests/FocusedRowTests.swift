import Testing
import TUIScreen

@testable import TUIFeatures

/// The row under the cursor is one bar; bars of jobs stay in sight beside the details.
@Suite struct FocusedRowTests {
    private func styles(_ driver: Driver, columns: Range<Int>) -> Set<Style> {
        let frame = driver.frame
        return Set(columns.map { frame[$0, frame.cursor.row].style })
    }

    @Test func itHasOneStyleAcrossWhateverItHolds() {
        var jobs = ScreenTests.jobs(80, 24)
        for _ in 0..<jobs.state.jobs.list.count {
            #expect(styles(jobs, columns: 0..<80) == [Style(reverse: true)])
            jobs.type("j")
        }
        var files = ScreenTests.files(80, 24)
        for _ in 0..<6 {
            #expect(styles(files, columns: 0..<80) == [Style(reverse: true)])
            files.type("k")
        }
        #expect(styles(ScreenTests.plan(80, 24), columns: 0..<80) == [Style(reverse: true)])
        #expect(styles(ScreenTests.downloads(80, 24), columns: 0..<80) == [Style(reverse: true)])
    }

    @Test(arguments: Array(stride(from: 66, through: 240, by: 6))) func barsAreThereFrom66Columns(columns: Int) {
        #expect(ScreenTests.jobs(columns, 24).screen.contains("██"))
    }

    @Test func detailsStandBesideJobsFrom120Columns() {
        #expect(Layout(ScreenTests.jobs(119, 24).state, Size(columns: 119, rows: 24)).side == nil)
        #expect(Layout(ScreenTests.jobs(120, 24).state, Size(columns: 120, rows: 24)).side != nil)
        var driver = ScreenTests.jobs(100, 24)
        driver.press(.enter)
        #expect(driver.screen.contains("Attempt"))
    }
}

import MediaTypes
import SpoolAPI
import Testing
import TUIScreen

@testable import TUIFeatures

/// Whole screens as a person sees them.
@Suite struct ScreenTests {
    static func files(_ columns: Int, _ rows: Int) -> Driver {
        var driver = Driver(columns, rows)
        driver.connect()
        driver.list(
            [directory("Season 2"), directory("音楽")]
                + [
                    FileEntry(name: "Concert.mkv", kind: .file, size: 2_450_000_000, modified: 1_700_000_000_000),
                    FileEntry(name: "Talk 2.mp4", kind: .file, size: 98_000_000, modified: 1_710_000_000_000),
                    FileEntry(name: "Talk 10.mp4", kind: .file, size: 7_300_000, modified: 1_720_000_000_000),
                    FileEntry(
                        name: "A film with a very long name that no terminal shows at once.webm", kind: .file,
                        size: 999, modified: 0),
                ], free: 45_000_000_000)
        driver.type("jjj j")
        return driver
    }

    static func plan(_ columns: Int, _ rows: Int) -> Driver {
        var driver = files(columns, rows)
        driver.type("ap")
        let item = PlanItem(
            track: "1 aac stereo", reason: "the only track", output: "Concert.mp3", duration: 5_400_000,
            estimatedSize: 128_000_000)
        var converted = item
        converted.isConverted = true
        converted.output = "Talk 2.mp3"
        driver.send(
            .planned(
                driver.state.plan?.request ?? 0,
                [
                    PlanUpdate(index: 1, item: item), PlanUpdate(index: 2, item: converted),
                    PlanUpdate(
                        index: 0, item: PlanItem(problem: MediaFailure(.noAudio, "the file has no audio track"))),
                ]))
        driver.type("j")
        return driver
    }

    static func jobs(_ columns: Int, _ rows: Int) -> Driver {
        var driver = Driver(columns, rows)
        driver.connect()
        driver.send(
            .jobs(
                [
                    job(1, .done), job(2, .converting) { $0.worker = "local-1" }, job(3, .failed),
                    job(4) { $0.paused = true },
                    job(5) { $0.priority = 10 }, job(6, .cancelled),
                    job(7, .publishing) { $0.progress = JobProgress(done: 5, total: 5, speed: 60, updatedAt: 0) },
                ], now: 0))
        driver.type("2jj")
        return driver
    }

    static func downloads(_ columns: Int, _ rows: Int) -> Driver {
        var driver = jobs(columns, rows)
        driver.feed(job(2, .done, revision: 2))
        driver.type("3")
        driver.send(.saving("job1", .running(received: 2_000_000, speed: 1_200_000)))
        return driver
    }

    // The screens

    @Test func filesAt80x24() {
        #expect(
            Self.files(80, 24).screen == """
                 1 Files  2 Jobs  3 Downloads                                             ready
                 ~/Videos                                         1 marked, 2.5 GB · 45 GB free
                  Name                                                    Size  Modified
                  Season 2/
                  音楽/
                  A film with a very long na…rminal shows at once.webm   999 B  1970-01-01 00:00
                * Concert.mkv                                           2.5 GB  2023-11-14 22:13
                  Talk 2.mp4                                             98 MB  2024-03-09 16:00
                  Talk 10.mp4                                           7.3 MB  2024-07-03 09:46














                 Enter open  Space mark  p plan  a all  / filter  ? help
                """)
    }

    @Test func planAt80x24() {
        #expect(
            Self.plan(80, 24).screen == """
                 1 Plan  2 Jobs  3 Downloads                                              ready
                 2 of 4 files · looking 3/4 · 1:30:00 · about 128 MB · 1 cannot · 1 converted a…
                 V2 · keep channels · keep rate · to beside each file · name {stem}
                  File                  Becomes                Track            About
                – A film wit… once.webm                                                no audio
                ✓ Concert.mkv           Concert.mp3            1 aac stereo    128 MB  ready
                – Talk 2.mp4            Talk 2.mp3             1 aac stereo    128 MB  converted
                ✓ Talk 10.mp4                                                          …













                 1 aac stereo: the only track · 1:30:00

                 Enter queue  Space in/out  e encoding  d to  / filter  ? help
                """)
    }

    @Test func jobsAt80x24() {
        #expect(
            Self.jobs(80, 24).screen == """
                 1 Files  2 Jobs  3 Downloads                                        ▶ 2 active
                 1 done · 1 failed · 4 left · about 5 s
                  State        Source                                 Done  Speed      Left  Try
                  · waiting    talk 5.mkv                  priority 10
                  ✓ done       talk 1.mkv                  5.0 MB, 5:00
                  ▶ converting talk 2.mkv                  ██▌·······  25%    30×       3 s  1/3
                  ✗ failed     talk 3.mkv                  input ends at 12:03 of 45:10
                  ‖ paused     talk 4.mkv
                  × cancelled  talk 6.mkv
                  ▶ finishing  talk 7.mkv                  █████████▉  99%    60×            1/3













                 Enter details  c cancel  p pause  y copy path  / filter  ? help
                """)
    }

    @Test func downloadsAt80x24() {
        #expect(
            Self.downloads(80, 24).screen == """
                 1 Files  2 Jobs  3 Downloads                                        ▶ 1 active
                 2 MP3s · saving 1, 1.2 MB/s
                  MP3                        Size   Length              Where
                  talk 2.mp3               5.0 MB     5:00  ✓ verified  ~/Music
                  talk 1.mp3               5.0 MB     5:00  ↓ 40%       1.2 MB/s


















                 Enter details  s save  y copy path  / filter  ? help
                """)
    }

    @Test func filesAt40x12() {
        #expect(
            Self.files(40, 12).screen == """
                 1 Files  2 Jobs  3 Downloads     ready
                 ~/Videos              1 marked, 2.5 GB
                  Season 2/
                  音楽/
                  A film with a v…s at once.webm   999 B
                * Concert.mkv                     2.5 GB
                  Talk 2.mp4                       98 MB
                  Talk 10.mp4                     7.3 MB



                 Enter open  Space mark  p plan  ? help
                """)
    }

    @Test func planAt40x12() {
        #expect(
            Self.plan(40, 12).screen == """
                 1 Plan  2 Jobs  3 Downloads      ready
                 2 of 4 files · looking 3/4 · 1:30:00 ·…
                 V2 · keep channels · keep rate · to be…
                – A film wi…once.webm          no audio
                ✓ Concert.mkv          128 MB  ready
                – Talk 2.mp4           128 MB  converted
                ✓ Talk 10.mp4                  …


                 1 aac stereo: the only track · 1:30:00

                 Enter queue  Space in/out  ? help
                """)
    }

    @Test func jobsAt40x12() {
        #expect(
            Self.jobs(40, 12).screen == """
                 1 Files  2 Jobs  3 Downloads       ▶ 2
                 1 done · 1 failed · 4 left · about 5 s
                  · waiting    talk 5.mkv
                  ✓ done       talk 1.mkv
                  ▶ converting talk 2.mkv            25%
                  ✗ failed     talk 3.mkv
                  ‖ paused     talk 4.mkv
                  × cancelled  talk 6.mkv
                  ▶ finishing  talk 7.mkv            99%


                 Enter details  c cancel  ? help
                """)
    }

    @Test func downloadsAt40x12() {
        #expect(
            Self.downloads(40, 12).screen == """
                 1 Files  2 Jobs  3 Downloads       ▶ 1
                 2 MP3s · saving 1, 1.2 MB/s
                  talk 2.mp3         5.0 MB  ✓ verified
                  talk 1.mp3         5.0 MB  ↓ 40%







                 Enter details  s save  ? help
                """)
    }
}

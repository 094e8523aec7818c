import TestRandom
import MediaTypes
import SpoolAPI
import Testing
import TUIScreen

@testable import TUIFeatures

@Suite struct RandomTests {
    private static let keys: [Key] =
        KeyBinding.all.flatMap(\.keys) + "abcxyz/~{}é音👩‍👩‍👧\u{301}".map { .character($0) }
        + [.control("w"), .wordLeft, .alt("f"), .insert, .function(12)]

    /// Keys, answers and sizes in any order: nothing traps, and every frame is whole.
    @Test(arguments: 0..<24) func anythingGoesAtAnySize(_ seed: Int) {
        var random = SplitMix(seed: UInt64(seed))
        var driver = Driver(80, 24, files: seed % 3 == 0 ? [MarkedFile(path: "/x/\u{202E}a.mkv", size: 1)] : [])
        for step in 0..<400 {
            switch Int.random(in: 0..<12, using: &random) {
            case 0: driver.resize(Int.random(in: 1...130, using: &random), Int.random(in: 1...40, using: &random))
            case 1: driver.list((0..<Int.random(in: 0...40, using: &random)).map { Self.entry($0) })
            case 2: driver.feed(Self.job(&random, step), now: Int64(step) * 100)
            case 3: answer(&driver, &random, step)
            default: driver.press(Self.keys.randomElement(using: &random) ?? .enter)
            }
            check(driver.frame)
            if step % 8 == 0 {
                check(
                    render(
                        driver.state,
                        size: Size(
                            columns: Int.random(in: 1...200, using: &random),
                            rows: Int.random(in: 1...60, using: &random))))
            }
        }
    }

    private func check(_ frame: Frame) {
        #expect(frame.cells.count == frame.size.columns * frame.size.rows)
        #expect(
            (0..<frame.size.columns).contains(frame.cursor.column) && (0..<frame.size.rows).contains(frame.cursor.row))
        for row in 0..<frame.size.rows {
            let columns = frame.row(row).reduce(0) { $0 + ($1.isContinuation ? 0 : TextWidth.columns(of: $1.text)) }
            #expect(columns == frame.size.columns)
        }
    }

    private func answer(_ driver: inout Driver, _ random: inout SplitMix, _ step: Int) {
        for effect in driver.take() {
            switch effect {
            case .after(_, let timer): driver.send(.timer(timer, now: Int64(step) * 100))
            case .plan(let request):
                let items = request.files.indices.map { index in
                    PlanUpdate(
                        index: index,
                        item: index % 3 == 0
                            ? PlanItem(problem: MediaFailure(.noAudio, "no audio"))
                            : PlanItem(output: "音.mp3", duration: .max, estimatedSize: .max))
                }
                driver.send(.planned(request.id, items))
            case .submit(let id, let submission):
                driver.send(
                    .submitted(
                        id,
                        step % 2 == 0
                            ? .failure(Trouble("no"))
                            : .success(JobReceipt(batch: "b", jobs: submission.items.map { _ in JobID.random() }))))
            case .probe(let path): driver.send(.probed(path, .failure(MediaFailure(.damaged, "damaged"))))
            case .complete(let id, _, _):
                driver.send(.completed(id, Completion(suffix: "x", candidates: ["x"], count: 1)))
            case .walk(let id, _, _):
                driver.send(.walkProgress(id, found: [MarkedFile(path: "/y", size: 1)], directories: 1))
                driver.send(.walked(id, .failure(Trouble("gone"))))
            case .save(let jobs, _, _):
                for job in jobs { driver.send(.saving(job.id, .running(received: 1, speed: .infinity))) }
            case .fetchLog(let id): driver.send(.log(id, .success("line\n\u{1B}[31m")))
            case .logIn(let id, _):
                driver.send(
                    step % 2 == 0
                        ? .loginFailed(id, LoginFailure("no \u{202E}", wait: step % 3 == 0 ? 3 : nil))
                        : .loggedIn(id, Account(server: "音", email: "a\u{1B}@b"), []))
            case .describeServer(let id, _):
                driver.send(.serverDescribed(id, .success(ServerDescription(signUp: .invite, isExposed: true))))
            case .useServer(let name): driver.send(.switched(Account(server: name)))
            default: break
            }
        }
        switch Int.random(in: 0..<8, using: &random) {
        case 6: driver.send(.loginNeeded)
        case 7: driver.send(.uploads(UploadStatus(files: step, ended: 0, sent: .max, size: .max, speed: .infinity)))
        case 0: driver.send(.connection(.lost("gone")))
        case 1: driver.connect(step % 2 == 0 ? .served : .singleUser)
        case 2: driver.send(.jobs([Self.job(&random, step), Self.job(&random, step)], now: 0))
        case 3: driver.send(.feed([.removed(JobRemoved(id: JobID("job\(step % 9)"), revision: 1))], now: 0))
        case 4: driver.send(.terminal(.paste("x\n\u{202E}y")))
        default: driver.send(.terminal(.mouse(MouseEvent(.press, at: Point(column: step % 90, row: step % 30)))))
        }
    }

    private static func entry(_ number: Int) -> FileEntry {
        let names = [
            "音楽 \(number).mkv", "a\u{202E}b.mp4", "x\u{1B}]52;c.mkv", ".hid.mkv", "👩‍👩‍👧.webm", "n\nl.mkv", "plain.txt",
        ]
        return FileEntry(
            name: RawName(names[number % names.count] + "\(number).mkv"), kind: number % 5 == 0 ? .directory : .file,
            size: Int64(number))
    }

    private static func job(_ random: inout SplitMix, _ step: Int) -> Job {
        let state = JobState.allCases.randomElement(using: &random) ?? .queued
        return TUIFeaturesTests.job(Int.random(in: 0..<9, using: &random), state, revision: Int64(step)) {
            $0.paused = step % 4 == 0
            $0.progress =
                step % 5 == 0
                ? nil
                : JobProgress(
                    done: .random(in: -5...200_000, using: &random), total: step % 3 == 0 ? nil : 100_000,
                    speed: [0, -1, .nan, .infinity, 12][step % 5], updatedAt: 0)
            $0.priority = step % 7 * 30 - 100
        }
    }
}

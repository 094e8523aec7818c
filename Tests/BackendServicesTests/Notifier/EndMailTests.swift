import MediaTypes
import SpoolAPI
import Testing

@testable import BackendServices

@Suite struct EndMailTests {
    private func done(_ name: RawName, path: RawName? = nil) -> Job {
        var job = Job(id: "a", batch: "b", name: "v.mkv", size: 0, state: .done)
        job.result = JobResult(
            name: name, path: path, size: 5_200_000, sha256: "", duration: 205_000, sampleRate: 44100, channels: 2,
            bitRate: 1, encoding: .vbr(2), track: "")
        return job
    }

    private let bad = Job(
        id: "c", batch: "b", name: "bad.mkv", size: 0, state: .failed,
        failure: MediaFailure(.noAudio, "it has no audio"))

    private let links = DownloadLinks(
        base: "https://spool.example.org/", key: LinkKey([UInt8](repeating: 7, count: 32))!)

    @Test func oneJob() {
        let mail = EndMail([done("song.mp3")], links: links, now: 1_000_000)
        #expect(mail.subject == "Spool: song.mp3 is ready")
        #expect(
            mail.text.hasPrefix(
                "Ready:\n  song.mp3 (3:25, 5.2 MB)\n  https://spool.example.org/v1/jobs/a/mp3?expires=605800&"))
        #expect(mail.text.contains("works for 7 days"))
        #expect(mail.html.contains("<a href=\"https://spool.example.org/v1/jobs/a/mp3?expires=605800&amp;signature="))
    }

    @Test func oneFailure() {
        let mail = EndMail([bad], now: 0)
        #expect(mail.subject == "Spool: bad.mkv could not be converted")
        #expect(mail.text == "Could not be converted:\n  bad.mkv: it has no audio\n")
    }

    @Test func aDigestListsWhatFailedFirst() {
        let mail = EndMail([done("good.mp3", path: "/out/good.mp3"), bad], links: links, now: 0)
        #expect(mail.subject == "Spool: 1 done, 1 failed")
        #expect(
            mail.text == """
                Could not be converted:
                  bad.mkv: it has no audio

                Ready:
                  good.mp3 (3:25, 5.2 MB)
                  /out/good.mp3

                """)
        let many = EndMail(Array(repeating: bad, count: 205), now: 0)
        #expect(many.text.contains("… and 5 more") && many.html.contains("… and 5 more"))
    }

    @Test func whatWasCancelledIsNoNews() {
        #expect(EndMail([Job(id: "d", batch: "b", name: "x", size: 0, state: .cancelled)], now: 0).isEmpty)
    }

    @Test func hostileNamesEndAsText() {
        let mail = EndMail([done("<script>alert(\"1\")</script>'&\u{202E}3pm\r\n.mp3")], links: links, now: 0)
        #expect(!mail.html.contains("<script") && !mail.html.contains("alert(\""))
        #expect(mail.html.contains("&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt;&#39;&amp;\u{FFFD}3pm\u{FFFD}"))
        #expect(!mail.subject.contains("\u{202E}") && !mail.text.contains("\r"))
        #expect(mail.text.split(separator: "\n").count == 4)
    }
}

@Suite struct DueBatchesTests {
    private let batch = OwnedBatch(owner: "u", batch: "b")
    private let now = ContinuousClock.now

    @Test func whatIsAddedDuringALookIsLookedAtAgain() throws {
        var due = DueBatches()
        due.add(batch, at: now)
        let taken = due.take(at: now)
        let entry = try #require(taken)
        let none = due.take(at: now)
        #expect(none == nil)
        due.add(batch, at: now)
        due.postpone(entry, until: now + .seconds(9))
        let again = due.take(at: now)
        #expect(again?.batch == batch)
    }

    @Test func newsEndAWait() throws {
        var due = DueBatches()
        due.add(batch, at: now)
        let taken = due.take(at: now)
        due.postpone(try #require(taken), until: now + .seconds(3600))
        due.add(batch, at: now + .seconds(1))
        #expect(due.deadline == now + .seconds(1))
    }

    @Test func whatIsSettledStaysSo() throws {
        var due = DueBatches()
        due.add(batch, at: now)
        let taken = due.take(at: now)
        let entry = try #require(taken)
        due.add(batch, at: now)
        due.settle(entry)
        due.add(batch, at: now)
        let none = due.take(at: now)
        #expect(none == nil && due.deadline == nil)
    }

    @Test func failuresWaitLongerEachTime() throws {
        var due = DueBatches()
        due.add(batch, at: now)
        var time = now
        var pauses: [Duration] = []
        for _ in 0..<10 {
            let taken = due.take(at: time)
            due.postpone(try #require(taken), from: time)
            let next = try #require(due.deadline)
            pauses.append(next - time)
            time = next
        }
        #expect(pauses[0] <= .seconds(1) && pauses[3] > pauses[0] && pauses[9] <= .seconds(60))
    }
}

import Testing

@testable import BackendServices

@Suite struct ConnectionWatchTests {
    let second: Int64 = 1_000_000_000

    @Test func aConnectionWithoutRequestIsClosed() {
        var watch = ConnectionWatch(now: 0)
        #expect(watch.verdict(now: 0) == .wait(until: 10 * second))
        #expect(watch.verdict(now: 10 * second) == .close("no request came"))
    }

    @Test func aDrippingBodyIsClosed() {
        var watch = ConnectionWatch(now: 0)
        watch.receivedHeader(now: 0)
        watch.receivedBody(bytes: 30 * 1024)
        #expect(watch.verdict(now: 30 * second) == .wait(until: 60 * second))
        watch.receivedBody(bytes: 30 * 1024 - 1)
        #expect(watch.verdict(now: 60 * second) == .close("the request's body is too slow"))
    }

    @Test func theServerMayTakeItsTime() {
        var watch = ConnectionWatch(now: 0)
        watch.receivedHeader(now: 0)
        watch.receivedEnd(now: 0)
        #expect(watch.verdict(now: 10_000 * second) == .wait(until: nil))
    }

    @Test func keptConnectionsAreClosedWhenIdle() {
        var watch = ConnectionWatch(now: 0)
        watch.receivedHeader(now: 0)
        watch.receivedEnd(now: 0)
        watch.answered(now: 5 * second)
        #expect(watch.verdict(now: 5 * second) == .wait(until: 65 * second))
        #expect(watch.verdict(now: 65 * second) == .close("no request came"))
    }

    @Test func anAnswerBeforeTheEndOfItsRequest() {
        var watch = ConnectionWatch(now: 0)
        watch.receivedHeader(now: 0)
        watch.answered(now: 1 * second)
        watch.receivedEnd(now: 2 * second)
        #expect(watch.verdict(now: 62 * second) == .close("no request came"))
    }

    @Test func aClientThatDoesNotReadIsClosed() {
        var watch = ConnectionWatch(now: 0)
        watch.receivedHeader(now: 0)
        watch.receivedEnd(now: 0)
        watch.beganWrite(now: 0)
        watch.beganWrite(now: 0)
        watch.endedWrite(now: 50 * second)
        #expect(watch.verdict(now: 60 * second) == .wait(until: 110 * second))
        #expect(watch.verdict(now: 110 * second) == .close("the client does not read"))
    }

    @Test func loopbackTable() {
        let table = """
              sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
               0: 0100007F:1F90 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 1 1
               1: 0100007F:C350 0100007F:1F90 01 00000000:00000000 00:00000000 00000000  1000        0 2 1
            """.split(separator: "\n")
        #expect(LoopbackPeer.uid(local: "0100007F:C350", table: table) == 1000)
        #expect(LoopbackPeer.uid(local: "0100007F:C351", table: table) == nil)
    }
}

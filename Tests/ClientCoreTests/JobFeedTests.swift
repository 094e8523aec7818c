import SpoolAPI
import Testing

@testable import ClientCore

@Suite struct JobFeedTests {
    private func synchronised(_ jobs: [Job], revision: Int64) -> JobFeed {
        var feed = JobFeed()
        _ = feed.start()
        _ = feed.receive(JobPage(jobs: jobs, next: nil, revision: revision))
        return feed
    }

    @Test func pagesAreReadUntilTheLastAndTheStreamStartsAtTheFirst() {
        var feed = JobFeed()
        #expect(feed.start() == .fetchPage(after: nil))
        let first = feed.receive(JobPage(jobs: [.sample("a", revision: 1)], next: "1", revision: 10))
        #expect(first.next == .fetchPage(after: "1"))
        let last = feed.receive(JobPage(jobs: [.sample("b", revision: 14, createdAt: 2)], next: nil, revision: 15))
        #expect(last.next == .follow(after: 10))
        #expect(feed.jobs.map(\.id) == ["a", "b"])
    }

    @Test func newerStatesReplaceOlderOnesOnly() {
        var feed = synchronised([.sample("a", revision: 5)], revision: 5)
        #expect(feed.receive(.job(.sample("a", revision: 4, state: .failed)), id: 6).changes.isEmpty)
        #expect(feed.receive(.job(.sample("a", revision: 5, state: .failed)), id: 6).changes.isEmpty)
        let newer = Job.sample("a", revision: 6, state: .converting)
        #expect(feed.receive(.job(newer), id: 6).changes == [.updated(newer)])
        #expect(feed["a"]?.state == .converting)
    }

    @Test func theStreamsIdIsWhereItGoesOn() {
        var feed = synchronised([], revision: 5)
        #expect(feed.revision == 5)
        _ = feed.receive(.hello(FeedHello(revision: 9, reset: false)), id: 9)
        #expect(feed.revision == 5)
        _ = feed.receive(.job(.sample("a", revision: 8)), id: 7)
        #expect(feed.revision == 7)
        _ = feed.receive(.job(.sample("b", revision: 9)), id: nil)
        #expect(feed.revision == 7)
    }

    @Test func aRemovedJobDoesNotComeBack() {
        var feed = synchronised([.sample("a", revision: 5)], revision: 5)
        #expect(feed.receive(.removed(JobRemoved(id: "a", revision: 7)), id: 7).changes == [.removed("a")])
        #expect(feed.receive(.job(.sample("a", revision: 6)), id: 7).changes.isEmpty)
        #expect(feed.receive(.removed(JobRemoved(id: "a", revision: 7)), id: 7).changes.isEmpty)
        #expect(feed.count == 0)
    }

    @Test func aRemovalBeforeTheJobIsSeenHolds() {
        var feed = synchronised([], revision: 5)
        #expect(feed.receive(.removed(JobRemoved(id: "a", revision: 8)), id: 8).changes.isEmpty)
        #expect(feed.receive(.job(.sample("a", revision: 7)), id: 8).changes.isEmpty)
    }

    @Test func aResetDropsWhatTheNewListDoesNotShow() {
        var feed = synchronised([.sample("a", revision: 1), .sample("b", revision: 2)], revision: 5)
        #expect(feed.receive(.hello(FeedHello(revision: 20, reset: true)), id: 20).next == .fetchPage(after: nil))
        let b = Job.sample("b", revision: 18, state: .done)
        let (changes, next) = feed.receive(JobPage(jobs: [b], next: nil, revision: 20))
        #expect(changes == [.updated(b), .removed("a")])
        #expect(next == .follow(after: 20))
    }

    @Test func aServerWhoseRevisionLagsIsBelieved() {
        var feed = synchronised([.sample("a", revision: 50)], revision: 50)
        let (changes, next) = feed.receive(.hello(FeedHello(revision: 49, reset: false)), id: 49)
        #expect(changes.isEmpty)
        #expect(next == nil)
        #expect(feed.revision == 50)
    }

    @Test func anotherLedgersStatesReplaceEverything() {
        var feed = synchronised([.sample("a", revision: 50), .sample("b", revision: 51)], revision: 60)
        #expect(feed.receive(.hello(FeedHello(revision: 3, reset: true)), id: 3).changes.isEmpty)
        let a = Job.sample("a", revision: 2, state: .done)
        let (changes, next) = feed.receive(JobPage(jobs: [a], next: nil, revision: 3))
        #expect(changes == [.updated(a), .removed("b")])
        #expect(next == .follow(after: 3))
        #expect(feed.revision == 3)
    }

    @Test func aSnapshotThatBreaksOffStartsAgainAndLosesNothing() {
        var feed = synchronised([.sample("a"), .sample("b")], revision: 5)
        _ = feed.start()
        #expect(feed.receive(JobPage(jobs: [.sample("a")], next: "c", revision: 5)).changes.isEmpty)
        #expect(feed.start() == .fetchPage(after: nil))
        #expect(feed.receive(JobPage(jobs: [.sample("a"), .sample("b")], next: nil, revision: 6)).changes.isEmpty)
    }

    @Test func jobsStandInTheOrderOfCreation() {
        var feed = synchronised([.sample("z", createdAt: 3), .sample("y", createdAt: 3)], revision: 1)
        _ = feed.receive(.job(.sample("a", revision: 2, createdAt: 9)), id: 2)
        _ = feed.receive(.job(.sample("b", revision: 3, createdAt: 1)), id: 3)
        #expect(feed.jobs.map(\.id) == ["b", "z", "y", "a"])
    }

    @Test func theQueueIsToldWhenItChanges() {
        var feed = synchronised([], revision: 1)
        let paused = QueueStatus(paused: true, workers: 2)
        #expect(feed.receive(.queue(paused), id: nil).changes == [.queue(paused)])
        #expect(feed.receive(.queue(paused), id: nil).changes.isEmpty)
    }
}

import BackendCore
import SpoolAPI
import Testing

@testable import BackendServices

@Suite struct RecentChangesTests {
    private func change(_ id: JobID, _ revision: Int64) -> JobChange {
        .job(JobRecord(job: Job(id: id, batch: "b", name: "n", size: 0, revision: revision), owner: .local))
    }

    private func page(_ changes: JobChange...) -> JobChangePage {
        JobChangePage(changes: changes, revision: changes.last?.revision ?? 0, hasMore: false)
    }

    @Test func theLatestStateOnce() throws {
        var recent = RecentChanges(at: 10)
        recent.append(page(change("a", 11), change("b", 12)))
        recent.append(page(change("a", 13)))
        let all = try #require(recent.page(after: 10, limit: 10))
        #expect(all.changes.map(\.revision) == [12, 13] && all.revision == 13 && !all.hasMore)
        #expect(recent.page(after: 12, limit: 10)?.changes.map(\.revision) == [13])
        #expect(recent.page(after: 13, limit: 10)?.changes.isEmpty == true)
    }

    @Test func whatItDoesNotKnowIsAskedOfTheLedger() {
        var recent = RecentChanges(at: 10, capacity: 2)
        #expect(recent.page(after: 9, limit: 10) == nil)
        #expect(recent.page(after: 11, limit: 10) == nil)
        recent.append(page(change("a", 11), change("b", 12), change("c", 13)))
        #expect(recent.page(after: 10, limit: 10) == nil)
        #expect(recent.page(after: 11, limit: 10)?.changes.map(\.revision) == [12, 13])
    }

    @Test func pages() throws {
        var recent = RecentChanges(at: 0)
        recent.append(page(change("a", 1), change("b", 2), change("c", 3)))
        let first = try #require(recent.page(after: 0, limit: 2))
        #expect(first.revision == 2 && first.hasMore)
        let second = try #require(recent.page(after: first.revision, limit: 2))
        #expect(second.changes.map(\.revision) == [3] && second.revision == 3 && !second.hasMore)
    }
}

import SpoolAPI
import Testing

@testable import BackendServices

@Suite struct SignedLinkTests {
    private let key = LinkKey(Array(repeating: 7, count: 32))!

    /// Computed with Python's hmac module over `spool mp3 link\nabc123\n2000000000`.
    @Test func theSignatureIsTheStandardOne() {
        let link = SignedLink(to: JobID("abc123"), expires: 2_000_000_000, key: key)
        #expect(
            link.path
                == "/v1/jobs/abc123/mp3?expires=2000000000&signature=cjSadxLz-l0JG62g3fHsxdJnLPiiUYguQQP7HlxQCWU")
    }

    @Test func aLinkIsGoodUntilItExpires() {
        let link = SignedLink(to: JobID("abc123"), expires: 1000, key: key)
        #expect(link.isValid(key: key, now: 999_999))
        #expect(!link.isValid(key: key, now: 1_000_000))
    }

    @Test func whateverIsChangedMakesItVoid() throws {
        let link = SignedLink(to: JobID("abc123"), expires: 1000, key: key)
        var other = link
        other.job = JobID("abc124")
        #expect(!other.isValid(key: key, now: 0))
        other = link
        other.expires = 1001
        #expect(!other.isValid(key: key, now: 0))
        for index in link.signature.indices {
            other = link
            other.signature.replaceSubrange(index...index, with: link.signature[index] == "A" ? "B" : "A")
            #expect(!other.isValid(key: key, now: 0))
        }
        for signature in ["", String(link.signature.dropLast()), link.signature + "A", link.signature + "="] {
            other = link
            other.signature = signature
            #expect(!other.isValid(key: key, now: 0))
        }
        let another = try #require(LinkKey(Array(repeating: 8, count: 32)))
        #expect(!link.isValid(key: another, now: 0))
    }

    @Test func whatAClientSentIsReadBack() {
        let link = SignedLink(to: JobID("abc123"), expires: 1000, key: key)
        #expect(SignedLink(job: JobID("abc123"), expires: "1000", signature: link.signature[...]) == link)
        #expect(SignedLink(job: JobID("abc123"), expires: nil, signature: "x") == nil)
        #expect(SignedLink(job: JobID("abc123"), expires: "soon", signature: "x") == nil)
        #expect(SignedLink(job: JobID("abc123"), expires: "99999999999999999999", signature: "x") == nil)
        #expect(SignedLink(job: JobID("abc123"), expires: "1000", signature: nil) == nil)
    }

    @Test func aShortSecretIsNoKey() {
        #expect(LinkKey(Array(repeating: 7, count: 31)) == nil)
    }
}

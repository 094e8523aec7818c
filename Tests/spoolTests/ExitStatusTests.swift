import ClientCore
import SpoolAPI
import Testing

@testable import spool

// Testing has a type of this name too.
private typealias Status = spool.ExitStatus

@Suite struct ExitStatusTests {
    private static let errors: [(ClientError.Code, Int32)] = [
        (.unreachable, 3), (.timedOut, 3), (.interrupted, 3), (.tls, 3), (.badResponse, 3), (.daemon, 3),
        (.configuration, 2),
        (.unknownJob, 2), (.file, 1), (.corrupt, 1), (.cancelled, 130),
    ]

    @Test(arguments: errors) func errorsHaveTheirStatus(code: ClientError.Code, status: Int32) {
        #expect(Status(ClientError(code, "")).code == status)
    }

    private static let refusals: [(Problem.Code, Int32)] = [
        (.unauthorized, 4), (.forbidden, 4), (.unavailable, 3), (.conflict, 1), (.notFound, 1), (.unprocessable, 1),
    ]

    @Test(arguments: refusals) func refusalsHaveTheirStatus(code: Problem.Code, status: Int32) {
        #expect(Status(ClientError(Problem(code, ""))).code == status)
    }

    @Test func theListIsTheDocumentedOne() {
        let all: [Status] = [.success, .failed, .usage, .unreachable, .refused, .nothingToDo, .interrupted]
        #expect(all.map(\.code) == [0, 1, 2, 3, 4, 5, 130])
    }
}

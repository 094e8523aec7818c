import BackendCore
import SpoolAPI
import Testing

@Suite struct BackendErrorTests {
    @Test(arguments: BackendError.Code.allCases)
    func everyCodeHasAProblem(_ code: BackendError.Code) {
        let problem = BackendError(code, "What to do.").problem
        #expect(problem.detail == "What to do.")
        #expect((400...599).contains(problem.status))
    }

    @Test func clientsAreToldWhoseFaultItIs() {
        #expect(BackendError(.diskFull, "").problem.status == 507)
        #expect(BackendError(.unavailable, "").problem.status == 503)
        #expect(BackendError(.conflict, "").problem.status == 409)
        #expect(BackendError(.corrupt, "").problem.code == .internalError)
    }
}

import ArgumentParser
import ClientCore
import MediaTypes
import TUIScreen

struct DoctorVerb: Verb {
    static let configuration = CommandConfiguration(
        commandName: "doctor", abstract: "Check what Spool needs, and say how to mend what is missing.")

    @OptionGroup var common: CommonOptions

    func perform(_ context: VerbContext) async throws -> ExitStatus {
        var failures = 0
        for check in await Examination(context).checks() {
            failures += check.result == .failed ? 1 : 0
            context.output.record(
                CheckRecord(name: check.name, result: check.result.rawValue, detail: check.detail, remedy: check.remedy)
            )
            context.output.line(SafeText("\(JobText.pad(check.result.rawValue, 7))  \(check.name): \(check.detail)"))
            if let remedy = check.remedy { context.output.line(SafeText("         → \(remedy)")) }
        }
        return failures > 0 ? .failed : .success
    }
}

import ArgumentParser
import ClientCore
import MediaTypes
import SpoolAPI
import TUIFeatures
import TUIScreen

struct PlanVerb: Verb {
    static let configuration = CommandConfiguration(
        commandName: "plan", abstract: "Say what converting would do, file by file; nothing is queued.")

    @OptionGroup var files: FileArguments
    @OptionGroup var conversion: ConversionFlags
    @OptionGroup var common: CommonOptions

    func perform(_ context: VerbContext) async throws -> ExitStatus {
        let options = try conversion.options(context.settings)
        let items = try files.items(context)
        let finished = try await context.runningClient()?.jobs(JobQuery(state: .done)) ?? []
        var problems = 0
        let plan = BatchPlan(of: items.map(\.path))
        try await plan.run(options: options, destination: conversion.directory(context), finished: finished) {
            _, plan in
            problems += plan.problem == nil ? 0 : 1
            context.output.record(PlanRecord(plan))
            context.output.line(Self.line(plan))
        }
        try Task.checkCancellation()
        return problems > 0 ? .failed : .success
    }

    private static func line(_ plan: FilePlan) -> SafeText {
        if let problem = plan.problem { return JobText.failure(plan.path.lastComponent, problem) }
        let output = plan.output.map { JobText.name($0) } ?? ""
        let size = plan.estimatedSize.map { ", about \(Human.bytes($0))" } ?? ""
        let length = plan.duration.map { ", \(Human.duration(milliseconds: $0))" } ?? ""
        let track = plan.chosenTrack.map { ProbeVerb.describe($0, number: (plan.track ?? 0) + 1) } ?? ""
        let notes = (plan.isConverted ? "; already converted" : "") + (plan.isRenamed ? "; the name was taken" : "")
        return JobText.name(plan.path.lastComponent) + " → " + output
            + SafeText("  (\(track): \(plan.reason)\(length)\(size)\(notes))")
    }
}

import BackendCore
import SpoolAPI
import Testing

@Suite struct JobMachineTests {
    /// All legal changes; whatever is not here must be refused.
    private static let legal: [JobEvent: [JobState: JobState]] = [
        .received: [.receiving: .queued],
        .claim: [.queued: .converting],
        .publish: [.converting: .publishing],
        .finish: [.publishing: .done],
        .fail: [.converting: .failed, .publishing: .failed],
        .crash: [.converting: .queued, .publishing: .queued],
        .release: [.converting: .queued, .publishing: .queued],
        .cancel: [.receiving: .cancelled, .queued: .cancelled, .converting: .cancelled, .cancelled: .cancelled],
        .retry: [.failed: .queued, .cancelled: .queued],
        .pause: [.receiving: .receiving, .queued: .queued, .converting: .converting],
        .resume: [
            .receiving: .receiving, .queued: .queued, .converting: .converting, .publishing: .publishing,
        ],
        .edit: [.receiving: .receiving, .queued: .queued],
        .remove: [
            .receiving: .receiving, .queued: .queued, .done: .done, .failed: .failed, .cancelled: .cancelled,
        ],
    ]

    static let statuses: [JobStatus] = JobState.allCases.flatMap { state in
        [false, true].flatMap { paused in
            (0...3).map { JobStatus(state: state, paused: paused, attempt: $0, maxAttempts: 3) }
        }
    }

    private func apply(_ event: JobEvent, to status: JobStatus) -> JobStatus? {
        try? JobMachine.apply(event, to: status)
    }

    @Test func theTableNamesEveryEvent() {
        #expect(Set(Self.legal.keys) == Set(JobEvent.allCases))
    }

    @Test(arguments: JobEvent.allCases)
    func everyChangeLeadsWhereTheTableSays(_ event: JobEvent) throws {
        for status in Self.statuses {
            var wanted = Self.legal[event]?[status.state]
            if event == .claim, status.paused || status.attempt == status.maxAttempts { wanted = nil }
            if event == .crash, wanted != nil, status.attempt == status.maxAttempts { wanted = .failed }
            #expect(apply(event, to: status)?.state == wanted, "\(event) of \(status)")
        }
    }

    @Test(arguments: JobEvent.allCases)
    func everyRefusalIsASentence(_ event: JobEvent) {
        for status in Self.statuses where apply(event, to: status) == nil {
            let error = #expect(throws: BackendError.self) { try JobMachine.apply(event, to: status) }
            #expect(error?.code == .conflict)
            #expect(error?.message.hasSuffix(".") == true && error?.message.first?.isUppercase == true)
        }
    }

    @Test func onlyAClaimAddsAnAttempt() {
        for status in Self.statuses {
            for event in JobEvent.allCases {
                guard let next = apply(event, to: status) else { continue }
                let wanted =
                    switch event {
                    case .claim: status.attempt + 1
                    case .release: max(status.attempt - 1, 0)
                    case .retry: 0
                    default: status.attempt
                    }
                #expect(next.attempt == wanted)
                #expect(next.maxAttempts == status.maxAttempts)
            }
        }
    }

    @Test func aPauseLastsUntilItIsLiftedOrTheJobEnds() {
        for status in Self.statuses {
            for event in JobEvent.allCases {
                guard let next = apply(event, to: status) else { continue }
                if event == .pause { #expect(next.paused) }
                if event == .resume { #expect(!next.paused) }
                if next.state.isFinal, event != .remove { #expect(!next.paused) }
                if [.received, .publish, .release, .edit].contains(event) { #expect(next.paused == status.paused) }
            }
        }
    }

    /// From anywhere, every job can still end.
    @Test func noStateIsATrap() {
        for start in Self.statuses where !start.paused || !start.state.isFinal {
            var reached: Set<JobStatus> = [start]
            var frontier = [start]
            while let status = frontier.popLast() {
                for next in JobEvent.allCases.compactMap({ apply($0, to: status) }) where reached.insert(next).inserted
                {
                    frontier.append(next)
                }
            }
            #expect(reached.contains { $0.state.isFinal }, "\(start)")
        }
    }
}

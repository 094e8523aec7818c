import MediaTypes

/// Changing the options of the batch.
extension AppState {
    mutating func stepOption(_ option: PlanOption, _ step: Int) {
        guard var plan else { return }
        plan.option = option
        switch option {
        case .encoding: plan.options.encoding = Self.step(plan.options.encoding, step, in: PlanOption.encodings)
        case .channels: plan.options.channels = Self.step(plan.options.channels, step, in: PlanOption.channelModes)
        case .sampleRate: plan.options.sampleRate = Self.step(plan.options.sampleRate, step, in: PlanOption.sampleRates)
        case .partial: plan.options.partial = plan.options.partial == .fail ? .keep : .fail
        case .priority: plan.priority = min(max(plan.priority + 10 * step, -100), 100)
        case .track, .destination, .name: return editOption(option)
        }
        self.plan = plan
        if option != .priority { planAgainSoon() }
    }

    private static func step<T: Equatable>(_ value: T, _ step: Int, in values: [T]) -> T {
        guard let index = values.firstIndex(of: value) else { return values[0] }
        return values[(index + step + values.count) % values.count]
    }

    /// Planning waits until the options rest.
    private mutating func planAgainSoon() {
        let ticket = nextNumber()
        plan?.ticket = ticket
        emit(.after(150, .plan(ticket)))
    }

    mutating func editOption(_ option: PlanOption) {
        guard let current = plan else { return }
        plan?.option = option
        let text =
            switch option {
            case .encoding: current.options.encoding.description
            case .track: current.options.track ?? ""
            case .name: current.options.nameTemplate ?? "{stem}"
            case .destination: current.destination.map { setup.display($0).text } ?? ""
            case .channels, .sampleRate, .partial, .priority: ""
            }
        dialogs.append(.prompt(Prompt(.option(option), label: Self.question(option), text: text)))
    }

    private static func question(_ option: PlanOption) -> String {
        switch option {
        case .track: "Track rule"
        case .destination: "To directory"
        case .encoding, .name, .channels, .sampleRate, .partial, .priority: option.label
        }
    }

    /// Takes a typed value; returns what is wrong with it.
    mutating func setOption(_ option: PlanOption, _ text: String) -> String? {
        let text = text.trimmed
        switch option {
        case .encoding:
            guard let encoding = Encoding(text) else {
                return "No such encoding: V0 to V9, 32 to 320, or abr8 to abr310."
            }
            plan?.options.encoding = encoding
        case .track: plan?.options.track = text.isEmpty ? nil : text
        case .name: plan?.options.nameTemplate = text.isEmpty || text == "{stem}" ? nil : text
        case .destination: plan?.destination = setup.path(text, below: files.directory)
        case .channels, .sampleRate, .partial, .priority: break
        }
        planAgainSoon()
        return nil
    }
}

extension String {
    var trimmed: String {
        var rest = self[...]
        while rest.first?.isWhitespace == true { rest.removeFirst() }
        while rest.last?.isWhitespace == true { rest.removeLast() }
        return String(rest)
    }
}

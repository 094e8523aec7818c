import MediaTypes
import TUIScreen

/// The batch's options: a line each beside the list, or one line above it.
struct PlanOptionsView {
    let state: AppState
    let plan: PlanState

    /// What differs most from batch to batch, in one line.
    var summary: String {
        [
            plan.options.encoding.description, value(.channels), value(.sampleRate), "to \(value(.destination))",
            "name \(value(.name))", plan.options.track.map { "track \($0)" },
            plan.options.partial == .keep ? "keep partial" : nil,
            plan.priority == 0 ? nil : "priority \(plan.priority)",
        ].compactMap { $0 }.joined(separator: " · ")
    }

    func draw(on canvas: inout Canvas, in rect: Rect) {
        canvas.text("Options", in: rect.line(0).splitLeft(RowView.gutter).rest, Ink.quiet)
        let hasFocus = state.dialogs.isEmpty && plan.pane == .side
        for (index, option) in PlanOption.allCases.enumerated() {
            let line = rect.line(index + 1)
            guard !line.isEmpty else { return }
            let (label, rest) = line.splitLeft(RowView.gutter).rest.splitLeft(13)
            canvas.text(SafeText(option.label), in: label, Ink.quiet)
            canvas.text(SafeText(value(option)), in: rest, truncation: option == .destination ? .start : .end)
            RowView.finish(
                on: &canvas, line, marker: "", isFocused: hasFocus && option == plan.option, hasFocus: hasFocus)
        }
    }

    private func value(_ option: PlanOption) -> String {
        let options = plan.options
        switch option {
        case .encoding: return Self.explain(options.encoding)
        case .channels:
            switch options.channels {
            case .keep: return "keep channels"
            case .mono: return "mono"
            case .stereo: return "left/right stereo"
            }
        case .sampleRate: return options.sampleRate.map { "\($0) Hz" } ?? "keep rate"
        case .track: return options.track ?? "default track"
        case .destination: return plan.destination.map { state.setup.display($0).text } ?? "beside each file"
        case .name: return options.nameTemplate ?? "{stem}"
        case .partial: return options.partial == .fail ? "fail" : "keep what is there"
        case .priority: return String(plan.priority)
        }
    }

    private static func explain(_ encoding: Encoding) -> String {
        switch encoding {
        case .vbr(0): "V0 (best)"
        case .vbr(2): "V2 (default)"
        case .vbr(9): "V9 (smallest)"
        case .vbr(let quality): "V\(quality)"
        case .cbr(let rate): "\(rate) kbit/s"
        case .abr(let rate): "\(rate) kbit/s average"
        }
    }
}

/// One figure in Prometheus' text format.
public struct Figure: Sendable {
    public enum Kind: String, Sendable { case gauge, counter }

    var name: String
    var kind: Kind
    var help: String
    /// `{state="done"}`, or empty.
    var samples: [(labels: String, value: Int)]

    public init(_ name: String, _ help: String, kind: Kind = .gauge, _ value: Int) {
        self.init(name, help, kind: kind, [("", value)])
    }

    public init(_ name: String, _ help: String, kind: Kind = .gauge, _ samples: [(labels: String, value: Int)]) {
        self.name = name
        self.kind = kind
        self.help = help
        self.samples = samples
    }

    static func text(_ figures: [Figure]) -> String {
        figures.flatMap { figure in
            ["# HELP \(figure.name) \(figure.help)", "# TYPE \(figure.name) \(figure.kind.rawValue)"]
                + figure.samples.map { "\(figure.name)\($0.labels) \($0.value)" }
        }.joined(separator: "\n") + "\n"
    }

}

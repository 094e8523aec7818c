import MediaTypes
import TUIScreen

/// A batch before it is queued.
public struct PlanState: Sendable {
    let files: [MarkedFile]
    /// The request whose answers count.
    var request = 0
    /// The request that plans again once the options rest.
    var ticket = 0
    /// By index of the file; nil until it has been looked at.
    private(set) var items: [PlanItem?]
    /// What the person decided against the default, by index.
    private var choices: [Int: Bool] = [:]
    private(set) var totals = PlanTotals()
    /// MP3s that jobs in the list have made: sources only when a person says so.
    private let results: Set<RawName>

    var options: ConversionOptions
    var destination: RawName?
    var priority = 0

    var rows: ListModel<Int>
    var terms = SearchTerms("")
    var pane = Pane.list
    var option = PlanOption.encoding
    /// The submission that is under way.
    var submission: Int?
    /// Confirmed while the server was away: queued as soon as it is there.
    var waitsForServer = false
    /// Its files were the marks, which go once they are queued.
    let isOfMarks: Bool

    init(files: [MarkedFile], setup: Setup, isOfMarks: Bool, results: Set<RawName> = []) {
        self.files = files
        self.isOfMarks = isOfMarks
        self.results = results
        items = Array(repeating: nil, count: files.count)
        options = setup.options
        destination = setup.destination
        rows = ListModel(Array(files.indices))
        for index in files.indices { totals.count(nil, isIncluded: isIncluded(index), 1) }
    }

    var isBeingQueued: Bool { submission != nil || waitsForServer }

    /// Why the file cannot take part; nil when it can.
    func obstacle(_ index: Int) -> String? { items[index]?.problem?.message }

    func isIncluded(_ index: Int) -> Bool {
        guard let item = items[index] else { return choices[index] ?? !isResult(index) }
        return item.problem == nil && (choices[index] ?? !(item.isConverted || isResult(index)))
    }

    func isResult(_ index: Int) -> Bool { results.contains(files[index].path) }

    mutating func toggle(_ index: Int) {
        change(index) { $0.choices[index] = !$0.isIncluded(index) }
    }

    mutating func apply(_ updates: [PlanUpdate]) {
        for update in updates where items.indices.contains(update.index) {
            change(update.index) { $0.items[update.index] = update.item }
        }
    }

    mutating func arrange() {
        rows.replace(with: files.indices.filter { terms.match(SearchText(files[$0].path.lastComponent)) })
    }

    var included: [RawName] { files.indices.filter(isIncluded).map { files[$0].path } }

    /// Keeps the totals in step with a change of one file.
    private mutating func change(_ index: Int, _ body: (inout PlanState) -> Void) {
        totals.count(items[index], isIncluded: isIncluded(index), -1)
        body(&self)
        totals.count(items[index], isIncluded: isIncluded(index), 1)
    }
}

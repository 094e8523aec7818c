/// The plan of the file at an index of the request.
public struct PlanUpdate: Hashable, Sendable {
    public var index: Int
    public var item: PlanItem

    public init(index: Int, item: PlanItem) {
        self.index = index
        self.item = item
    }
}

import MediaTypes
import SpoolAPI

/// Asks for a plan of files; answered piece by piece with `PlanUpdate`s.
public struct PlanRequest: Hashable, Sendable {
    public var id: Int
    public var files: [RawName]
    public var options: ConversionOptions
    /// Nil is beside each source.
    public var destination: RawName?
    /// Jobs that are done with one of these sources: what has been converted already.
    public var finished: [Job]

    public init(id: Int, files: [RawName], options: ConversionOptions, destination: RawName?, finished: [Job] = []) {
        self.id = id
        self.files = files
        self.options = options
        self.destination = destination
        self.finished = finished
    }
}

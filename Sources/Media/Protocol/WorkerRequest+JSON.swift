/// One flat JSON object a request, as `WorkerEvent` is: `request` names it.
///
///     {"request":"convert","name":"a.mkv","options":{"encoding":"V2"},"threads":2}
///     {"request":"self_test"}
extension WorkerRequest: Codable {
    private enum Name: String, Codable { case probe, convert, selfTest = "self_test" }
    private enum Key: CodingKey { case request }

    public init(from decoder: any Decoder) throws {
        self =
            switch try decoder.container(keyedBy: Key.self).decode(Name.self, forKey: .request) {
            case .probe: .probe(try ProbeRequest(from: decoder))
            case .convert: .convert(try ConvertRequest(from: decoder))
            case .selfTest: .selfTest
            }
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        switch self {
        case .probe(let probe):
            try container.encode(Name.probe, forKey: .request)
            try probe.encode(to: encoder)
        case .convert(let convert):
            try container.encode(Name.convert, forKey: .request)
            try convert.encode(to: encoder)
        case .selfTest:
            try container.encode(Name.selfTest, forKey: .request)
        }
    }
}

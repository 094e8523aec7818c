/// Milliseconds since 1970-01-01 UTC, as every time on the wire.
public typealias Timestamp = Int64

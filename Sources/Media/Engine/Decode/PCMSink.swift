import MediaTypes

/// Takes decoded sound in order: planar floats, full scale ±1.
protocol PCMSink: AnyObject {
    /// - Parameters:
    ///   - left: `count` samples; the only channel of mono.
    ///   - right: `count` samples; nil exactly for mono.
    ///   - count: > 0. The memory belongs to the caller and is valid during the call.
    func write(left: UnsafePointer<Float>, right: UnsafePointer<Float>?, count: Int) throws(MediaFailure)
}

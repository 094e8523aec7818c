import CLAME

/// What the LAME tag tells of the encoder's settings.
struct LAMEProperties: Hashable, Sendable {
    /// Hz; 0 when there is no lowpass.
    var lowpass: Int
    var athType: Int
    /// `-q` as LAME resolved it.
    var quality: Int
    var usesSafeJoint: Bool

    init(lowpass: Int, athType: Int, quality: Int, usesSafeJoint: Bool) {
        self.lowpass = lowpass
        self.athType = athType
        self.quality = quality
        self.usesSafeJoint = usesSafeJoint
    }

    /// Of frames that somebody else made.
    static let unknown = LAMEProperties(lowpass: 0, athType: 0, quality: 0, usesSafeJoint: false)

    init(_ lame: lame_t) {
        lowpass = max(0, Int(lame_get_lowpassfreq(lame)))
        athType = max(0, Int(lame_get_ATHtype(lame)))
        quality = Int(lame_get_quality(lame))
        usesSafeJoint = lame_get_exp_nspsytune(lame) & 2 != 0
    }
}

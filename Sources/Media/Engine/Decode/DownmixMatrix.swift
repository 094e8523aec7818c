/// How the channels of a source become one or two: gains by output row and input column.
///
/// The coefficients are those of ITU-R BS.775: centre and surrounds at −3 dB, a back centre at −6 dB on either
/// side, low-frequency effects dropped. Rows are scaled together so that no input within full scale can clip.
struct DownmixMatrix: Equatable {
    /// One row an output channel, each as long as there are input channels.
    let rows: [[Double]]

    /// Where a loudspeaker stands, as far as two channels care.
    enum Speaker: Equatable {
        case left, right, centre
        case surroundLeft, surroundRight, surroundCentre
        case lowFrequency
        /// Of a signal already mixed to stereo.
        case stereoLeft, stereoRight
        /// Ambisonic components, SN3D.
        case ambisonicW, ambisonicY, ambisonicOther
        /// Unknown: by its place in the order.
        case unknown
    }

    private static let minus3dB = 0.5.squareRoot()

    init(from speakers: [Speaker], to outputs: Int) {
        if speakers.count == 1 {
            rows = Array(repeating: [1], count: outputs)
            return
        }
        let gains = speakers.enumerated().map { Self.gains(of: $0.element, at: $0.offset) }
        let left = gains.map(\.left)
        let right = gains.map(\.right)
        let stereo = outputs == 1 ? [zip(left, right).map { ($0 + $1) / 2 }] : [left, right]
        let loudest = stereo.map { $0.reduce(0) { $0 + abs($1) } }.max() ?? 0
        let scale = loudest > 1 ? 1 / loudest : 1
        rows = stereo.map { $0.map { $0 * scale } }
    }

    private static func gains(of speaker: Speaker, at index: Int) -> (left: Double, right: Double) {
        switch speaker {
        case .left, .stereoLeft: (1, 0)
        case .right, .stereoRight: (0, 1)
        case .centre: (minus3dB, minus3dB)
        case .surroundLeft: (minus3dB, 0)
        case .surroundRight: (0, minus3dB)
        case .surroundCentre: (0.5, 0.5)
        case .lowFrequency, .ambisonicOther: (0, 0)
        case .ambisonicW: (0.5, 0.5)
        case .ambisonicY: (0.5, -0.5)
        case .unknown: index.isMultiple(of: 2) ? (1, 0) : (0, 1)
        }
    }
}

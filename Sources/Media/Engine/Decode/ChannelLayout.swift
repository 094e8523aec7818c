import CFFmpeg

/// An owned copy of libav's channel layout.
struct ChannelLayout {
    let channels: Int
    let speakers: [DownmixMatrix.Speaker]

    init(_ layout: AVChannelLayout) {
        var layout = layout
        channels = Int(max(0, layout.nb_channels))
        var known = AVChannelLayout()
        if layout.order == AV_CHANNEL_ORDER_UNSPEC {
            // The order of the usual layout with that many channels is the best guess there is.
            av_channel_layout_default(&known, layout.nb_channels)
            if known.order != AV_CHANNEL_ORDER_UNSPEC { layout = known }
        }
        speakers = Self.speakers(&layout)
        av_channel_layout_uninit(&known)
    }

    private static func speakers(_ layout: inout AVChannelLayout) -> [DownmixMatrix.Speaker] {
        let channels = Int(max(0, layout.nb_channels))
        if channels == 1 { return [.centre] }
        var found: [DownmixMatrix.Speaker] = []
        for index in 0..<channels {
            found.append(speaker(av_channel_layout_channel_from_index(&layout, UInt32(index))))
        }
        // Two channels without a left and a right are played as they come.
        if channels == 2, found != [.stereoLeft, .stereoRight] { return [.left, .right] }
        // Nothing but effects or height components would mix to silence.
        let isAudible = found.contains { ![.lowFrequency, .ambisonicOther].contains($0) }
        return isAudible ? found : found.map { _ in .unknown }
    }

    private static func speaker(_ channel: AVChannel) -> DownmixMatrix.Speaker {
        switch channel {
        case AV_CHAN_FRONT_LEFT, AV_CHAN_FRONT_LEFT_OF_CENTER, AV_CHAN_WIDE_LEFT: .left
        case AV_CHAN_FRONT_RIGHT, AV_CHAN_FRONT_RIGHT_OF_CENTER, AV_CHAN_WIDE_RIGHT: .right
        case AV_CHAN_FRONT_CENTER, AV_CHAN_TOP_FRONT_CENTER, AV_CHAN_BOTTOM_FRONT_CENTER, AV_CHAN_TOP_CENTER: .centre
        case AV_CHAN_BACK_LEFT, AV_CHAN_SIDE_LEFT, AV_CHAN_TOP_FRONT_LEFT, AV_CHAN_TOP_BACK_LEFT, AV_CHAN_TOP_SIDE_LEFT,
            AV_CHAN_SURROUND_DIRECT_LEFT, AV_CHAN_BOTTOM_FRONT_LEFT:
            .surroundLeft
        case AV_CHAN_BACK_RIGHT, AV_CHAN_SIDE_RIGHT, AV_CHAN_TOP_FRONT_RIGHT, AV_CHAN_TOP_BACK_RIGHT,
            AV_CHAN_TOP_SIDE_RIGHT,
            AV_CHAN_SURROUND_DIRECT_RIGHT, AV_CHAN_BOTTOM_FRONT_RIGHT:
            .surroundRight
        case AV_CHAN_BACK_CENTER, AV_CHAN_TOP_BACK_CENTER: .surroundCentre
        case AV_CHAN_LOW_FREQUENCY, AV_CHAN_LOW_FREQUENCY_2: .lowFrequency
        case AV_CHAN_STEREO_LEFT: .stereoLeft
        case AV_CHAN_STEREO_RIGHT: .stereoRight
        default: ambisonic(channel.rawValue - AV_CHAN_AMBISONIC_BASE.rawValue)
        }
    }

    /// The component with Ambisonic Channel Number `number`.
    private static func ambisonic(_ number: Int32) -> DownmixMatrix.Speaker {
        switch number {
        case 0: .ambisonicW
        case 1: .ambisonicY
        case 2..<1024: .ambisonicOther
        default: .unknown
        }
    }
}

extension SegmentPlan {
    /// How long segments may be, and how much PCM is held. In blocks.
    struct Sizes: Equatable {
        /// The longest planned segment, and what is tried for the shortest.
        var longest = 54
        var shortest = 6...14
        /// A segment's part of what is left is 2/`halves`: what is tried.
        var halves = 4...9
        /// What must follow a segment's start for it to be worth its warm-up.
        var least = 5
        /// A segment beyond the plan.
        var regular = 28
        /// Held beyond a segment for each thread but one: for joins, and for threads ahead of others.
        var spare = 10
        /// Held at most. Four threads in step with each other would need a little more; soon they are not in step.
        var most = 142
        /// Seconds below which there are two segments at most, and whether there may be two.
        var shortBelow = 20
        var mayHalve = true
        /// Frames that the first half's encoder does while the second half's samples are still to come.
        var lead = 12
        /// Threads at work on one stream at most.
        var widest = 4

        /// Blocks of PCM held at most, for `threads` encoder threads. Threads in step with each other hold that many:
        /// the last is a segment ahead for each of the others.
        func blocks(threads: Int) -> Int { min((min(threads, widest) - 1) * segment + spare, most) }

        private var segment: Int { max(longest, regular) }

        /// The same for as many threads, at least one, as `blocks` blocks of PCM are enough for: threads that follow
        /// each other at equal distances hold (threads − 1)² / threads segments.
        func limited(toBlocks blocks: Int) -> Sizes {
            var sizes = self
            sizes.most = max(spare, min(most, blocks))
            sizes.widest = (1...widest).last { ($0 - 1) * ($0 - 1) * segment / $0 + spare <= sizes.most } ?? 1
            return sizes
        }
    }
}

extension SegmentPlan.Sizes {
    /// For a format: where blocks are smaller, segments may be longer.
    init(format: MP3Format) {
        let factor = MPEGVersion.mpeg1.samplesPerFrame * 2 / (format.samplesPerFrame * format.channels)
        longest *= factor
        most *= factor
    }
}

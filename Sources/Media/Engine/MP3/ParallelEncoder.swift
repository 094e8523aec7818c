import MediaTypes

/// PCM in, frames in `file`: segments of the stream are encoded by independent encoders on threads of their own and
/// joined where the encoders' states have become equal. What is written does not depend on the number of threads.
///
/// `append` and `finish` are called by one thread.
final class ParallelEncoder {
    private let format: MP3Format
    private let niceness: Int
    let work: EncoderWork
    private var threads: [EncoderThread] = []
    private var lacksThreads = false
    private var block: PCMBlock?

    /// - Parameter first: An encoder to begin with: setting one up takes three milliseconds.
    init(
        format: MP3Format, file: MP3File, threads: ThreadAllowance, niceness: Int, plan: SegmentPlan,
        rules: SpliceRules, first: LAMEEncoder
    ) {
        self.format = format
        self.niceness = niceness
        let work = EncoderWork(
            format: format, file: file, threads: threads.count, plan: plan, rules: rules, first: first)
        self.work = work
        threads.observe { [weak work] in work?.allow(threads: $0) }
    }

    deinit { stop(MediaFailure(.cancelled, "the conversion was cancelled")) }

    /// Appends samples; blocks while the encoders are behind.
    func append(left: UnsafePointer<Float>, right: UnsafePointer<Float>, count: Int) throws(MediaFailure) {
        var done = 0
        while done < count {
            let block = try openBlock()
            done += block.append(left: left + done, right: right + done, count: count - done)
            if block.isFull { try publish(block) }
        }
    }

    /// Encodes what is left. `lead` samples of silence go before the first when there is less than a block.
    func finish(lead: Int) throws(MediaFailure) -> SpliceCounts {
        if lead > 0 { try openBlock().prepend(silence: lead) }
        if let block { try publish(block) }
        var result: Result<SpliceCounts, MediaFailure>?
        while result == nil {
            try startThreads(work.usefulThreads)
            result = work.finish(threads: lacksThreads ? .max : threads.count)
        }
        stop(MediaFailure(.cancelled, "the conversion is over"))
        guard let result else { throw MediaFailure(.internalError, "the MP3 encoder ended without a result") }
        return try result.get()
    }

    private func openBlock() throws(MediaFailure) -> PCMBlock {
        if let block { return block }
        let fresh = try work.unusedBlock()
        block = fresh
        return fresh
    }

    private func publish(_ block: PCMBlock) throws(MediaFailure) {
        self.block = nil
        try startThreads(try work.publish(block))
    }

    /// One thread is a must; of more the system may refuse some.
    private func startThreads(_ count: Int) throws(MediaFailure) {
        while threads.count < count, !lacksThreads {
            let work = work
            do {
                threads.append(try EncoderThread(niceness: niceness) { work.run() })
            } catch {
                if threads.isEmpty { throw error }
                lacksThreads = true
            }
        }
    }

    /// Ends the threads; a failure that came before stays the reason.
    private func stop(_ reason: MediaFailure) {
        work.fail(reason)
        threads.forEach { $0.join() }
        threads.removeAll()
    }
}

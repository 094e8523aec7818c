import CPOSIX
import Glibc
import MediaProtocol

/// What one request may use, from the size of its input and the number of its threads.
struct Limits: Equatable {
    /// Bytes of address space beyond what the program and its libraries have mapped at the start.
    var memory: UInt64
    /// Seconds of processor time, over all threads.
    var processorTime: UInt64
    /// Bytes that any file may grow to, standard output's included.
    var fileSize: UInt64

    private static let report: UInt64 = 16 << 20

    /// - Parameter inputSize: bytes.
    init(for request: WorkerRequest, inputSize: Int64) {
        let size = UInt64(clamping: inputSize)
        switch request {
        case .selfTest:
            self.init(memory: 256 << 20, processorTime: 60, fileSize: Self.report)
        case .probe:
            self.init(memory: 640 << 20, processorTime: 60 + size / (8 << 20), fileSize: Self.report)
        case .convert(let convert):
            // A thread has a stack of 8 MiB and an arena of 64 MiB, of which it touches little. Of the rest,
            // real media have been seen to map a fifth.
            let threads = UInt64(Self.threads(for: convert)) + 4
            self.init(
                memory: (512 << 20) + threads * (96 << 20),
                // Silence takes 150 bytes a second in FLAC; a slow machine encodes 50 seconds a second.
                processorTime: min(300 + size / (8 << 10), 12 * 3600),
                // 320 kbit/s of MP3 from the 700 bit/s of the thriftiest speech codec are 457 for 1.
                fileSize: min((64 << 20) + min(size, 4 << 20) * 1024, 4 << 30))
        }
    }

    /// Counted when the limits are made: the system is asked by opening files, which the sandbox refuses later.
    private static let cores = sysconf(Int32(_SC_NPROCESSORS_ONLN))

    /// The most encoder threads that a conversion may come to have: what it asks for, or a core each.
    static func threads(for convert: ConvertRequest) -> Int {
        min(max(1, convert.threads, cores), 256)
    }

    private init(memory: UInt64, processorTime: UInt64, fileSize: UInt64) {
        self.memory = memory
        self.processorTime = processorTime
        self.fileSize = fileSize
    }

    /// Whether the kernel has taken them all.
    func apply() -> Bool {
        let mapped = spool_address_space()
        let codes = [
            spool_limit(SPOOL_CORE_BYTES, 0),
            spool_limit(SPOOL_PROCESSOR_SECONDS, processorTime),
            spool_limit(SPOOL_FILE_BYTES, fileSize),
            spool_limit(SPOOL_ADDRESS_SPACE, mapped + memory),
        ]
        return mapped > 0 && codes.allSatisfy { $0 == 0 }
    }
}

import Descriptors
import Glibc
import TUIScreen

/// Standard output and standard error.
enum Console {
    enum Stream: Int32, Sendable {
        case output = 1
        case error = 2

        var isTerminal: Bool { isatty(rawValue) == 1 }

        /// Columns of the terminal; 80 when it does not say.
        var columns: Int {
            var size = winsize()
            guard ioctl(rawValue, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 80 }
            return Int(size.ws_col)
        }

        /// Rows of the terminal; 24 when it does not say.
        var rows: Int {
            var size = winsize()
            guard ioctl(rawValue, UInt(TIOCGWINSZ), &size) == 0, size.ws_row > 0 else { return 24 }
            return Int(size.ws_row)
        }
    }

    /// Writes all of it. A reader that has gone ends the program by SIGPIPE, as is usual.
    static func write(_ text: String, to stream: Stream) {
        let bytes = Array(text.utf8)
        var written = 0
        while written < bytes.count {
            let count = bytes[written...].withUnsafeBytes { rest in
                DescriptorIO.uninterrupted { Glibc.write(stream.rawValue, rest.baseAddress, rest.count) }
            }
            // Somebody else has set the terminal not to block.
            if count < 0, errno == EAGAIN {
                var ready = pollfd(fd: stream.rawValue, events: Int16(POLLOUT), revents: 0)
                poll(&ready, 1, -1)
                continue
            }
            guard count > 0 else { return }
            written += count
        }
    }
}

/// Foreign text of several lines, made safe line by line.
enum SafeLines {
    static func text(_ text: String) -> String {
        text.split(separator: "\n", omittingEmptySubsequences: false)
            .map { SafeText(bytes: ArgumentBytes.name(String($0)).bytes).text }
            .joined(separator: "\n")
    }
}

import Descriptors
import Glibc
import MediaTypes
import TOML

extension Settings {
    /// Reads the settings file; a missing one leaves everything at its default.
    public init(file: RawName, home: RawName?) throws(ClientError) {
        self.init()
        guard let bytes = try Self.contents(of: file) else { return }
        do throws(TOMLError) {
            self = try SettingsReader(home: home).read(try TOMLReader.read(bytes))
        } catch {
            throw ClientError(.configuration, "\(file.text), line \(error.line): \(error.message)")
        }
    }

    private static let largest = 1024 * 1024

    private static func contents(of file: RawName) throws(ClientError) -> [UInt8]? {
        let descriptor = file.withCString { open($0, O_RDONLY | O_CLOEXEC | O_NONBLOCK) }
        guard descriptor >= 0 else {
            if errno == ENOENT || errno == ENOTDIR { return nil }
            throw ClientError(.configuration, "\(file.text) cannot be read: \(String(cString: strerror(errno)))")
        }
        defer { close(descriptor) }
        let bytes: [UInt8]
        do throws(DescriptorError) {
            bytes = try DescriptorIO.bytes(of: descriptor, limit: largest)
        } catch { throw ClientError(.configuration, "\(file.text) cannot be read: \(error.message)") }
        guard bytes.count <= largest else {
            throw ClientError(.configuration, "\(file.text) is too large for a settings file")
        }
        return bytes
    }
}

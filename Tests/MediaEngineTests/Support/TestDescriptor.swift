import Glibc

/// A file open for reading, closed with its last reference.
final class TestDescriptor {
    let value: Int32

    init(_ path: String) { value = open(path, O_RDONLY) }

    deinit { close(value) }
}

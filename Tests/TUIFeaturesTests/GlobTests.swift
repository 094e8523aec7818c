import MediaTypes
import Testing

@testable import TUIFeatures

@Suite struct GlobTests {
    @Test(arguments: [
        ("*.mkv", "a.mkv", true), ("*.mkv", "a.mkv.txt", false), ("*.MKV", "a.mkv", true),
        ("talk", "My Talk 1.mp4", true),
        ("?.mp4", "é.mp4", true), ("?.mp4", "ab.mp4", false), ("[a-c]*", "bob", true), ("[!a-c]*", "bob", false),
        ("a*b*c", "aXbXXc", true), ("a*b*c", "aXbXX", false), ("*", "", true), ("[", "a[b", true),
        ("s0[12]e*", "S02E05.mkv", true),
    ]) func matches(_ pattern: String, _ name: String, _ isMatch: Bool) throws {
        #expect(try #require(Glob(pattern)).matches(RawName(name)) == isMatch)
    }

    @Test func anEmptyPatternIsNone() { #expect(Glob("") == nil) }
}

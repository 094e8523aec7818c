import MediaTypes
import Testing

@testable import TUIFeatures

@Suite struct MarksTests {
    @Test func countsAndSizesFollowEachChange() {
        var marks = Marks()
        marks.insert("/a/2.mkv", size: 10)
        marks.insert("/a/10.mkv", size: nil)
        marks.insert("/b/1.mkv", size: 5)
        marks.insert("/a/2.mkv", size: 12)
        #expect(marks.count == 3 && marks.totalSize == 17)
        marks.learn("10.mkv", in: "/a", size: 100)
        marks.learn("unmarked.mkv", in: "/a", size: 100)
        #expect(marks.count == 3 && marks.totalSize == 117)
        #expect(marks.files.map(\.path) == ["/a/2.mkv", "/a/10.mkv", "/b/1.mkv"])
        #expect(marks.contains("/b/1.mkv") && marks.contains("1.mkv", in: "/b") && !marks.contains("/b/2.mkv"))
        marks.remove("/b/1.mkv")
        marks.remove("/b/1.mkv")
        #expect(marks.count == 2 && marks.totalSize == 112)
        marks.remove("/a/2.mkv")
        marks.remove("/a/10.mkv")
        #expect(marks == Marks())
    }

    @Test func theRootIsADirectoryToo() {
        var marks = Marks()
        marks.insert("/a.mkv", size: 1)
        #expect(marks.files == [MarkedFile(path: "/a.mkv", size: 1)])
        #expect(marks.contains("a.mkv", in: "/"))
    }

    @Test func aThousandAtOnceEqualAThousandOneByOne() {
        let names: [(name: RawName, size: Int64?)] = (0..<1000).map { (RawName("\($0)"), Int64($0)) }
        var together = Marks()
        together.insert(names, in: "/a")
        var single = Marks()
        for (name, size) in names { single.insert(RawName("/a").appending(name), size: size) }
        #expect(together == single && together.count == 1000)
    }
}

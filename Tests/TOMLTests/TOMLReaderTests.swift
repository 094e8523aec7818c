import Testing

@testable import TOML

@Suite struct TOMLReaderTests {
    private func read(_ text: String) throws(TOMLError) -> TOMLTable { try TOMLReader.read(Array(text.utf8)) }

    private func value(_ text: String) throws -> TOMLValue.Content? { try read("x = \(text)")["x"]?.content }

    @Test(arguments: [
        ("\"a\\tb \\u00e9 \\U0001F3B5 \\\"q\\\" # no comment\"", "a\tb é 🎵 \"q\" # no comment"),
        ("'C:\\new'", "C:\\new"), ("\"\"", ""), ("''", ""),
        ("\"\"\"\na\nb\"\"\"", "a\nb"), ("\"\"\"a \\\n   b\"\"\"", "a b"), ("'''a\\\n'b''''", "a\\\n'b'"),
        ("\"\"\"a\"\"\"\"\"", "a\"\""),
    ])
    func strings(text: String, expected: String) throws {
        #expect(try value(text) == .string(expected))
    }

    @Test(arguments: [
        ("0", 0), ("-17", -17), ("+1_000", 1000), ("0xDEAD_beef", 0xDEAD_BEEF), ("0o17", 15), ("0b101", 5),
    ])
    func integers(text: String, expected: Int64) throws {
        #expect(try value(text) == .integer(expected))
    }

    @Test(arguments: [("1.5", 1.5), ("-0.25", -0.25), ("6e3", 6000), ("1_0.5E-1", 1.05), ("+inf", Double.infinity)])
    func floats(text: String, expected: Double) throws {
        #expect(try value(text) == .float(expected))
    }

    @Test func otherScalars() throws {
        #expect(try value("true") == .boolean(true))
        #expect(try value("false") == .boolean(false))
        #expect(try value("1979-05-27T07:32:00Z") == .date("1979-05-27T07:32:00Z"))
        #expect(try value("1979-05-27 07:32:00") == .date("1979-05-27 07:32:00"))
        #expect(try value("07:32:00") == .date("07:32:00"))
        let nan = try value("nan")
        if case .float(let number)? = nan { #expect(number.isNaN) } else { Issue.record("nan is no float") }
    }

    @Test func arraysMayHaveLinesCommentsAndATrailingComma() throws {
        let table = try read("x = [ 1, # one\n  'two',\n  [3], ]")
        guard case .array(let values)? = table["x"]?.content else { throw TOMLError(line: 0, "no array") }
        #expect(values.map(\.line) == [1, 2, 3])
        #expect(values[0].content == .integer(1))
        #expect(values[1].content == .string("two"))
    }

    @Test func tablesOfEveryKind() throws {
        let table = try read(
            """
            a.b = 1
            "quoted key" = 2
            [t]
            c = { d.e = 3, f = 'g' }
            [t.u]
            h = 4
            [[list]]
            i = 5
            [[list]]
            [list.sub]
            j = 6
            """)
        func at(_ path: String...) -> TOMLValue.Content? {
            var content: TOMLValue.Content? = .table(table)
            for key in path {
                guard case .table(let inner)? = content else { return nil }
                content = inner[key]?.content
            }
            return content
        }
        #expect(at("a", "b") == .integer(1))
        #expect(at("quoted key") == .integer(2))
        #expect(at("t", "c", "d", "e") == .integer(3))
        #expect(at("t", "u", "h") == .integer(4))
        guard case .array(let list)? = at("list"), list.count == 2, case .table(let second) = list[1].content,
            case .table(let sub)? = second["sub"]?.content
        else { throw TOMLError(line: 0, "no list") }
        #expect(sub["j"]?.content == .integer(6))
    }

    @Test(arguments: [
        ("a = 1\na = 2", 2), ("a = ", 1), ("= 1", 1), ("a 1", 1), ("a = 1 b = 2", 1), ("\n[t\n", 2), ("[t]\n[t]", 2),
        ("a = \"x\n\"", 1), ("a = 'x", 1), ("a = \"\"\"x\ny", 2), ("a = [1, 2", 1), ("a = [1 2]", 1),
        ("a = { b = 1", 1),
        ("a = \"\\q\"", 1), ("a = \"\\ud800\"", 1), ("a = 01", 1), ("a = 1__0", 1), ("a = 1.", 1), ("a = .5", 1),
        ("a = yes", 1),
        ("a = {b = 1}\n[a]\n", 2), ("a = {b = 1}\na.c = 2", 2), ("a = 1\n[a.b]", 2), ("a = 1\n[[a]]", 2),
        ("a = \"\u{1}\"", 1),
        ("[t]\nb = 1\n[x]\n[t]", 4), ("a = [1]\n[[a]]", 2), ("\n\n? = 1", 3),
    ])
    func mistakesAreShownAtTheirLine(text: String, line: Int) {
        do throws(TOMLError) {
            _ = try read(text)
            Issue.record("‘\(text)’ was accepted")
        } catch {
            #expect(error.line == line, "\(text): \(error.message)")
        }
    }

    @Test func textThatIsNotUTF8IsShownAtItsLine() {
        #expect(throws: TOMLError(line: 2, "the text is not UTF-8")) {
            try TOMLReader.read([0x61, 0x3D, 0x31, 0x0A, 0xFF])
        }
    }

    @Test func deepNestingIsRefused() {
        #expect(throws: TOMLError.self) { try read("a = " + String(repeating: "[", count: 100_000)) }
    }

    @Test func anEmptyDocumentIsATable() throws {
        #expect(try read("\u{FEFF}# only a comment").values.isEmpty)
    }
}

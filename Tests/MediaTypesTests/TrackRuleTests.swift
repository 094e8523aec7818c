import MediaTypes
import Testing

struct TrackRuleTests {
    @Test func readsAlternativesAndExclusions() throws {
        let rule = try TrackRule("jpn, else eng; never commentary, description")
        #expect(rule.alternatives.map(\.terms) == [[.language("jpn")], [.language("eng")]])
        #expect(rule.never == [.commentary, .description])
        #expect(!rule.failsOtherwise)
    }

    @Test func readsEveryTerm() throws {
        let rule = try TrackRule(
            "2, title:Director's Cut, codec:AC3, channels:6, default, commentary, description, any, lang:pt-BR")
        #expect(
            rule.alternatives.map(\.terms) == [
                [.number(2)], [.title("director's cut")], [.codec("ac3")], [.channels(6)], [.isDefault], [.commentary],
                [.description], [.any], [.language("por")],
            ])
    }

    @Test func joinsTermsWithAnd() throws {
        #expect(
            try TrackRule("eng and channels:2 and default").alternatives.map(\.terms) == [
                [.language("eng"), .channels(2), .isDefault]
            ])
    }

    @Test func ignoresCaseAndSpace() throws {
        #expect(
            try TrackRule("  JPN ,ELSE  En ;NEVER Commentary ").alternatives.map(\.terms) == [
                [.language("jpn")], [.language("eng")],
            ])
    }

    @Test func anEmptyRuleIsTheStandardRule() throws {
        #expect(try TrackRule("") == .standard)
        #expect(try TrackRule(" ; ") == .standard)
    }

    @Test func elseFailMustBeLast() throws {
        #expect(try TrackRule("jpn, else fail").failsOtherwise)
        #expect(throws: TrackRuleError.self) { try TrackRule("jpn, else fail, eng") }
    }

    @Test(arguments: ["de", "ger", "deu", "de-AT", "GER"]) func languagesHaveManyForms(code: String) throws {
        #expect(try TrackRule(code).alternatives.first?.terms == [.language("deu")])
    }

    @Test(arguments: [
        ("japanese", "japanese"), ("0", "count from 1"), ("-1", "-1"), ("title:", "needs a value"), ("size:3", "size:"),
        ("channels:two", "needs a number"), ("channels:0", "needs a number"), ("jpn,,eng", "empty alternative"),
        ("never mind", "never mind"), ("never", "never"), ("jpn; eng", "one list"), ("eng and", "not a track rule"),
        ("j!n", "j!n"),
        ("99999999999999999999", "99999999999999999999"),
    ])
    func saysWhatItDoesNotUnderstand(text: String, part: String) {
        let error = #expect(throws: TrackRuleError.self) { try TrackRule(text) }
        #expect(error?.message.contains(part) == true)
    }
}

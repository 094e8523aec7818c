import TUIScreen

extension KeyBinding {
    private static func keys(_ characters: String) -> [Key] { characters.map { .character($0) } }

    /// The key table. Within a context a key stands once; the order is that of footer, help and palette.
    public static let all: [KeyBinding] =
        files + plan + options + jobs + downloads + panes + lists + everywhere + dialogs

    private static let files: [KeyBinding] = [
        .init(
            .open, [.enter, .right] + keys("l"), in: [.files],
            "enter the directory, or plan the marked or focused file", hint: "open"),
        .init(.mark, keys(" "), in: [.files], "mark or unmark, and go on to the next", hint: "mark"),
        .init(.plan, keys("p"), in: [.files], "plan the marked files, or the focused one", hint: "plan"),
        .init(.markAll, keys("a"), in: [.files], "mark all files shown", hint: "all"),
        .init(.parent, [.backspace, .left] + keys("h"), in: [.files], "go up to the directory above"),
        .init(.markRange, keys("V"), in: [.files], "mark a range: start here, move, press again"),
        .init(.markPattern, keys("+"), in: [.files], "mark by pattern, e.g. *.mkv"),
        .init(.markRecursively, keys("R"), in: [.files], "mark all media below the focused directory"),
        .init(.invertMarks, keys("i"), in: [.files], "invert the marks here"),
        .init(.unmarkAll, keys("A"), in: [.files], "unmark everything, in every directory"),
        .init(.sort, keys("s"), in: [.files], "sort by name, size or date"),
        .init(.reverseSort, keys("S"), in: [.files], "reverse the order"),
        .init(.showHidden, keys("."), in: [.files], "show or hide hidden files"),
        .init(.showAllFiles, keys("m"), in: [.files], "show only media, or all files"),
        .init(.goHome, keys("~"), in: [.files], "go to the home directory"),
        .init(.goToPath, keys("g"), in: [.files], "go to a path (Tab completes)"),
        .init(.bookmarks, keys("b"), in: [.files], "go to a bookmark"),
        .init(.addBookmark, keys("B"), in: [.files], "bookmark this directory, or remove its bookmark"),
        .init(.reload, [.control("r"), .function(5)], in: [.files], "read the directory again"),
    ]

    private static let plan: [KeyBinding] = [
        .init(.queueBatch, [.enter] + keys("c"), in: [.plan], "queue the batch", hint: "queue"),
        .init(.exclude, keys(" x"), in: [.plan], "leave this file out, or take it in again", hint: "in/out"),
        .init(.encoding, keys("e"), in: [.plan], "next encoding", hint: "encoding"),
        .init(.destination, keys("d"), in: [.plan], "choose the destination directory", hint: "to"),
        .init(.channels, keys("m"), in: [.plan], "channels: keep, mono, stereo"),
        .init(.sampleRate, keys("r"), in: [.plan], "next sample rate"),
        .init(.trackRule, keys("t"), in: [.plan], "type the rule that chooses the track"),
        .init(.nameTemplate, keys("n"), in: [.plan], "type the template for output names"),
        .init(.partial, keys("P"), in: [.plan], "sources that end early: fail or keep"),
        .init(.raisePlan, keys("+="), in: [.plan], "raise the batch's priority"),
        .init(.lowerPlan, keys("-"), in: [.plan], "lower the batch's priority"),
    ]

    private static let options: [KeyBinding] = [
        .init(.editValue, [.enter], in: [.options], "type a value, or take the next", hint: "edit"),
        .init(.nextValue, [.right] + keys(" l"), in: [.options], "next value", hint: "next"),
        .init(.previousValue, [.left] + keys("h"), in: [.options], "previous value", hint: "previous"),
    ]

    private static let jobs: [KeyBinding] = [
        .init(
            .details, [.enter, .right] + keys("l"), in: [.jobs, .downloads], "show the details and the log",
            hint: "details"),
        .init(.cancelJob, keys("c"), in: [.jobs], "cancel", hint: "cancel"),
        .init(.retryJob, keys("r"), in: [.jobs], "retry", hint: "retry"),
        .init(.pauseJob, keys("p"), in: [.jobs], "pause or resume", hint: "pause"),
        .init(.pauseQueue, keys("P"), in: [.jobs], "pause or resume the whole queue"),
        .init(.moveUp, [.shiftUp] + keys("K"), in: [.jobs], "move up in the queue"),
        .init(.moveDown, [.shiftDown] + keys("J"), in: [.jobs], "move down in the queue"),
        .init(.moveTop, keys("T"), in: [.jobs], "move to the top of the queue"),
        .init(.moveBottom, keys("E"), in: [.jobs], "move to the end of the queue"),
        .init(.raisePriority, keys("+="), in: [.jobs], "raise the priority by 10"),
        .init(.lowerPriority, keys("-"), in: [.jobs], "lower the priority by 10"),
        .init(.removeJob, [.delete] + keys("x"), in: [.jobs], "remove from the list"),
        .init(.removeFinished, keys("X"), in: [.jobs], "remove all that have ended"),
        .init(.stopSending, keys("U"), in: [.jobs], "stop sending files to the server"),
        .init(.stateFilter, keys("f"), in: [.jobs], "show all, active, waiting, failed, done"),
    ]

    private static let downloads: [KeyBinding] = [
        .init(.save, keys("s"), in: [.downloads], "save to a directory", hint: "save"),
        .init(
            .copyPath, keys("y"), in: [.downloads, .jobs], "copy the path of the MP3, or of the source",
            hint: "copy path"),
        .init(.openFolder, keys("o"), in: [.downloads, .jobs], "show its directory among the files"),
        .init(.stopDownload, keys("c"), in: [.downloads], "stop saving"),
        .init(.deleteResult, [.delete] + keys("x"), in: [.downloads], "delete from the list"),
    ]

    private static let panes: [KeyBinding] = [
        .init(.leavePane, [.left, .backspace] + keys("h"), in: [.details], "go back to the list", hint: "list")
    ]

    private static let lists: [KeyBinding] = [
        .init(.filter, keys("/"), in: Context.lists, "filter by text", hint: "filter"),
        .init(.mark, keys(" "), in: [.jobs, .downloads], "mark or unmark, and go on to the next"),
        .init(.markRange, keys("V"), in: [.jobs, .downloads], "mark a range: start here, move, press again"),
        .init(.markAll, keys("a"), in: [.jobs, .downloads], "mark all shown"),
        .init(.unmarkAll, keys("A"), in: [.jobs, .downloads], "unmark all"),
        .init(.up, [.up] + keys("k"), in: Context.screens.union([.help]), "up"),
        .init(.down, [.down] + keys("j"), in: Context.screens.union([.help]), "down"),
        .init(.pageUp, [.pageUp, .control("u")], in: Context.screens.union([.help]), "a page up"),
        .init(.pageDown, [.pageDown, .control("d")], in: Context.screens.union([.help]), "a page down"),
        .init(.first, [.home] + keys("<"), in: Context.screens.union([.help]), "to the first"),
        .init(.last, [.end] + keys("G>"), in: Context.screens.union([.help]), "to the last"),
    ]

    private static let everywhere: [KeyBinding] = [
        .init(.showFiles, keys("1"), in: Context.screens, "files"),
        .init(.showJobs, keys("2"), in: Context.screens, "jobs"),
        .init(.showDownloads, keys("3"), in: Context.screens, "downloads"),
        .init(.nextPane, [.tab], in: Context.screens, "next pane"),
        .init(.previousPane, [.backTab], in: Context.screens, "previous pane"),
        .init(.undo, keys("u"), in: Context.screens, "undo a removal (within 10 s) or an unmarking"),
        .init(.servers, keys("L"), in: Context.screens, "log in, or choose the server"),
        .init(.palette, keys(":"), in: Context.screens, "command palette; a path goes there"),
        .init(.back, [.escape], in: Context.screens, "one level up: range, filter, pane, plan"),
        .init(.redraw, [.control("l")], in: Context.screens.union([.help]), "draw the screen anew"),
        .init(.quit, keys("q") + [.control("c")], in: Context.screens, "quit; the queue goes on"),
        .init(.help, [.function(1)] + keys("?"), in: Context.screens, "all keys", hint: "help"),
    ]

    private static let dialogs: [KeyBinding] = [
        .init(.close, [.escape] + keys("q?"), in: [.help], "close", hint: "close"),
        .init(.paletteUp, [.up, .control("p")], in: [.palette], "up"),
        .init(.paletteDown, [.down, .control("n"), .tab], in: [.palette], "down"),
        .init(.runCommand, [.enter], in: [.palette], "run the command, or go to the path", hint: "run"),
        .init(.close, [.escape], in: [.palette], "close", hint: "close"),
        .init(.logIn, [.enter], in: [.login], "log in, or go to the field that is empty", hint: "log in"),
        .init(.nextField, [.tab, .down], in: [.login], "next field", hint: "next"),
        .init(.previousField, [.backTab, .up], in: [.login], "previous field"),
        .init(.nextServer, [.control("n")], in: [.login], "next known server"),
        .init(.previousServer, [.control("p")], in: [.login], "previous known server"),
        .init(.createAccount, [.control("t")], in: [.login], "create an account, where the server allows it"),
        .init(.leaveLogin, [.escape], in: [.login], "stop the attempt, or leave the form", hint: "leave"),
        .init(.confirm, keys("y"), in: [.confirmation], "yes", hint: "yes"),
        .init(.decline, [.enter, .escape] + keys("nq"), in: [.confirmation], "no", hint: "no"),
        .init(.accept, [.enter], in: [.prompt], "accept", hint: "accept"),
        .init(.complete, [.tab], in: [.prompt], "complete a path", hint: "complete"),
        .init(.abandon, [.escape], in: [.prompt], "leave it as it was", hint: "cancel"),
    ]
}

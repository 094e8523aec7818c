/// Everything a key or the command palette can do. Each has at least one binding in `KeyBinding.all`.
public enum Action: String, CaseIterable, Sendable {
    // Everywhere
    case showFiles, showJobs, showDownloads, nextPane, previousPane, undo, palette, servers, help, back, redraw, quit
    // Lists and panes
    case up, down, pageUp, pageDown, first, last, filter, mark, markRange, markAll, unmarkAll, leavePane
    // Files
    case open, parent, plan, markPattern, markRecursively, invertMarks, sort, reverseSort, showHidden, showAllFiles
    case goHome, goToPath, bookmarks, addBookmark, reload
    // Plan
    case queueBatch, exclude, editValue, nextValue, previousValue
    case encoding, channels, sampleRate, trackRule, destination, nameTemplate, partial, raisePlan, lowerPlan
    // Jobs
    case details, cancelJob, retryJob, pauseJob, pauseQueue, moveUp, moveDown, moveTop, moveBottom
    case raisePriority, lowerPriority, removeJob, removeFinished, stateFilter
    // Downloads
    case stopSending
    case save, stopDownload, copyPath, openFolder, deleteResult
    // Login form
    case logIn, nextField, previousField, nextServer, previousServer, createAccount, leaveLogin
    // Dialogs
    case close, paletteUp, paletteDown, runCommand, confirm, decline, accept, abandon, complete
}

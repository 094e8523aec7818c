import MediaTypes

/// Directories a person comes back to.
extension AppState {
    mutating func openBookmarks() {
        let items = setup.bookmarks.map {
            PaletteState.Item(choice: .directory($0), title: setup.display($0).text, keys: "", obstacle: nil)
        }
        dialogs.append(.palette(PaletteState(title: "Bookmarks", items: items, takesPaths: false)))
    }

    mutating func toggleBookmark() {
        let shown = setup.display(files.directory).text
        if let index = setup.bookmarks.firstIndex(of: files.directory) {
            setup.bookmarks.remove(at: index)
            say(.success, "\(shown) is no longer a bookmark.")
        } else {
            setup.bookmarks.append(files.directory)
            say(.success, "\(shown) is a bookmark now: b goes there.")
        }
        emit(.saveBookmarks(setup.bookmarks))
    }
}

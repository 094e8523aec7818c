import MediaTypes
import SpoolAPI

/// Finished MP3s.
extension AppState {
    mutating func runDownloads(_ action: Action) {
        switch action {
        case .save: askWhereToSave()
        case .stopDownload: emit(.stopSaving(selectedJobs.map(\.id).filter { saves[$0]?.isActive == true }))
        case .copyPath: copyPath()
        case .openFolder: openFolder()
        case .deleteResult: askToRemove(selectedJobs.map(\.id))
        default: break
        }
    }

    private mutating func askWhereToSave() {
        let jobs = selectedJobs.filter { $0.result?.available == true }
        let directory = setup.destination ?? files.directory
        var prompt = Prompt(
            .save(jobs.map(\.id)), label: "Save \(Count.of(jobs.count, "MP3")) to", text: setup.display(directory).text)
        // Tags are known where the files are.
        prompt.note = connection.isSingleUser ? "or DIR/{artist} - {title}" : "or DIR/{stem}"
        dialogs.append(.prompt(prompt))
    }

    /// Starts saving; returns what is wrong with the text. A last part with `{…}` is a name template.
    mutating func save(_ ids: [JobID], to text: String) -> String? {
        let text = text.trimmed
        guard let path = setup.path(text, below: files.directory) else { return "Type a directory." }
        let last = path.lastComponent.text
        let template = last.contains("{") ? last : nil
        for id in ids { saves[id] = .waiting }
        emit(
            .save(ids.compactMap { table[$0] }, directory: template == nil ? path : path.directory, template: template))
        downloads.marks.subtract(ids)
        return nil
    }

    mutating func saving(_ id: JobID, _ status: SaveStatus) {
        let wasActive = saves[id]?.isActive == true
        saves[id] = status
        let name = table[id]?.result?.name.text ?? "The MP3"
        if case .failed(let why) = status { return say(.error, "\(name) was not saved: \(why)") }
        guard wasActive, !saves.values.contains(where: \.isActive) else { return }
        let saved = saves.values.count { if case .saved = $0 { true } else { false } }
        if saved > 0 { say(.success, "\(Count.of(saved, "MP3")) saved and verified.") }
    }

    /// Where the job's file lies that matters most: the MP3 if there is one, else the source.
    func path(of job: Job) -> RawName? {
        if case .saved(let path) = saves[job.id] { return path }
        return job.result?.path ?? job.path
    }

    private mutating func copyPath() {
        let paths = selectedJobs.compactMap { path(of: $0)?.text }
        emit(.copy(paths.joined(separator: "\n")))
        say(.success, paths.count == 1 ? "Copied \(paths[0])" : "Copied \(Count.of(paths.count, "path")).")
    }

    private mutating func openFolder() {
        guard let path = currentJobs.focusedJob(in: table).flatMap({ path(of: $0) }) else { return }
        if let plan { emit(.cancelPlan(plan.request)) }
        plan = nil
        screen = .files
        files.pane = .list
        enter(path.directory, focusing: path.lastComponent)
    }
}

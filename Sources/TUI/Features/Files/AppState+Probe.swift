import MediaTypes

/// The focused file is probed once the focus rests on it and its details are in sight.
extension AppState {
    mutating func settleProbe() {
        let target = probeCandidate
        guard target != files.probeTarget else { return }
        files.probeTarget = target
        files.detailsOffset = 0
        files.probeTicket += 1
        if target != nil { emit(.after(150, .probe(files.probeTicket))) }
    }

    private var probeCandidate: RawName? {
        guard screen == .files, plan == nil, let entry = files.focused, entry.kind == .file, entry.isMedia,
            Layout(self, size).showsSide
        else { return nil }
        return files.path(of: entry)
    }

    mutating func probeFocused(_ ticket: Int) {
        guard ticket == files.probeTicket, let path = files.probeTarget, files.probes[path] == nil else { return }
        files.probes.store(.waiting, for: path)
        emit(.probe(path))
    }
}

import TUIScreen

/// Moving the focus in whatever has it.
extension AppState {
    mutating func move(by rows: Int) {
        if case .help(var help) = dialogs.last {
            help.offset = bounded(
                help.offset, rows, Layout(self, size).helpBody.rows, HelpText(contexts: help.contexts).lines.count)
            dialogs[dialogs.count - 1] = .help(help)
        } else if pane == .side {
            moveInSide(by: rows)
        } else {
            changeList {
                $0.move(by: rows)
            } jobs: {
                $0.move(by: rows)
            } plan: {
                $0.move(by: rows)
            }
        }
    }

    mutating func movePage(by pages: Int) {
        if dialogs.isEmpty, pane == .list {
            changeList {
                $0.movePage(by: pages)
            } jobs: {
                $0.movePage(by: pages)
            } plan: {
                $0.movePage(by: pages)
            }
        } else {
            move(by: pages * max(Layout(self, size).helpBody.rows - 1, 1))
        }
    }

    private mutating func changeList(
        _ files: (inout ListModel<Int32>) -> Void, jobs: (inout ListModel<Int>) -> Void,
        plan: (inout ListModel<Int>) -> Void
    ) {
        switch screen {
        case .files where self.plan != nil: if var rows = self.plan?.rows { plan(&rows); self.plan?.rows = rows }
        case .files: files(&self.files.rows)
        case .jobs: self.jobs.changeList(jobs)
        case .downloads: self.downloads.changeList(jobs)
        }
    }

    private mutating func moveInSide(by rows: Int) {
        if showsPlan {
            let index = (plan?.option.rawValue ?? 0).addingClamped(rows)
            plan?.option = PlanOption(rawValue: min(max(index, 0), PlanOption.allCases.count - 1)) ?? .encoding
            return
        }
        let layout = Layout(self, size)
        let side = layout.side ?? layout.list
        let count = detailLines(columns: side.columns).count
        switch screen {
        case .files: files.detailsOffset = bounded(files.detailsOffset, rows, side.rows, count)
        case .jobs: jobs.detailsOffset = bounded(jobs.detailsOffset, rows, side.rows, count)
        case .downloads: downloads.detailsOffset = bounded(downloads.detailsOffset, rows, side.rows, count)
        }
    }

    private func bounded(_ offset: Int, _ rows: Int, _ height: Int, _ count: Int) -> Int {
        min(max(offset.addingClamped(rows), 0), max(count - height, 0))
    }

    /// A click focuses a row; a click on the focused row opens it; the wheel moves.
    mutating func mouse(_ event: MouseEvent) {
        guard !Layout.isTooSmall(size) else { return }
        switch event.action {
        case .wheelUp: move(by: -3)
        case .wheelDown: move(by: 3)
        case .release: break
        case .press: if dialogs.isEmpty { press(event.point) }
        }
    }

    private mutating func press(_ point: Point) {
        let layout = Layout(self, size)
        if point.row == layout.header.row {
            if let screen = HeaderText(self).screen(at: point.column) { show(screen) }
        } else if let side = layout.side, side.contains(point) {
            pane = .side
        } else if layout.list.contains(point), !layout.listIsSide {
            pane = .list
            let row = point.row - layout.list.row
            changeList {
                $0.focus(row: $0.offset + row)
            } jobs: {
                $0.focus(row: $0.offset + row)
            } plan: {
                $0.focus(row: $0.offset + row)
            }
        }
    }

    /// Tells each list how many rows are in sight.
    mutating func settleHeights() {
        let layout = Layout(self, size)
        files.rows.setHeight(layout.list.rows)
        plan?.rows.setHeight(layout.list.rows)
        jobs.changeList { $0.setHeight(layout.list.rows) }
        downloads.changeList { $0.setHeight(layout.list.rows) }
        if case .palette(var palette) = dialogs.last {
            palette.rows.setHeight(layout.paletteRows)
            dialogs[dialogs.count - 1] = .palette(palette)
        }
    }
}

extension Int {
    fileprivate func addingClamped(_ other: Int) -> Int {
        let (sum, overflow) = addingReportingOverflow(other)
        return overflow ? (other > 0 ? .max : .min) : sum
    }
}

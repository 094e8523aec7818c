import MediaProtocol

extension WorkerEvent {
    var isProgress: Bool {
        if case .progress = self { true } else { false }
    }
}

/// What the probe shows and does, from its arguments.
struct ProbeOptions {
    /// How many plain rows follow the hostile names.
    var rows = 100
    /// Three bars move four times a second.
    var ticks = false
    var ascii = false
    var mouse = false
    var notifications = false
    /// Crashes once the first frame is on the screen.
    var crashes = false
    /// Calls `exit` from within the loop.
    var exits = false
    /// Says something on standard error while the screen is on.
    var complains = false

    init?(_ arguments: [String]) {
        for argument in arguments {
            switch argument {
            case "--ticks": ticks = true
            case "--ascii": ascii = true
            case "--mouse": mouse = true
            case "--notify": notifications = true
            case "--crash": crashes = true
            case "--exit": exits = true
            case "--complain": complains = true
            default:
                guard argument.hasPrefix("--rows="), let count = Int(argument.dropFirst(7)) else { return nil }
                rows = count
            }
        }
    }
}

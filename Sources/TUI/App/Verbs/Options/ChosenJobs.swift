import SpoolAPI

/// The jobs that a verb works on.
struct ChosenJobs {
    /// Every job once, in the order in which the verb takes them.
    let jobs: [Job]
    /// Those chosen by id; the others are of the kind that was asked for, and need not stay so while the verb works.
    let named: Set<JobID>
}

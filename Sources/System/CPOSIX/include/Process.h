#ifndef SPOOL_PROCESS_H
#define SPOOL_PROCESS_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

/// How a child ended and what it used.
struct spool_exit {
    /// The exit status; -1 when a signal ended it.
    int status;
    /// The signal that ended it; 0 when it exited.
    int signal;
    /// Bytes resident at its peak.
    int64_t peak_memory;
    /// Microseconds of processor time, user and system.
    int64_t processor_time;
};

/// Starts the program at `path` in a process group of its own, with descriptor i being a copy of
/// `descriptors[i]` (closed where that is -1) and nothing else open, no signal blocked and every
/// signal at its default. The caller keeps its own descriptors. Returns 0 or an errno.
int spool_spawn(
    const char *path, char *const arguments[], char *const environment[], const int *descriptors, int count, pid_t *pid);

/// A pipe whose ends are closed on exec: 0 is read, 1 is written. Returns 0, or -1 with errno.
int spool_pipe(int ends[2]);

/// A descriptor that becomes readable when the process ends; -1 with errno where the kernel has none.
int spool_process_descriptor(pid_t pid);

/// Whether the child has ended; it stays to be reaped, so its id stays taken.
bool spool_has_ended(pid_t pid);

/// Lets this process open `wanted` descriptors, or as many as it may have. Returns how many it can open now.
unsigned spool_raise_descriptor_limit(unsigned wanted);

/// Reaps a child, blocking until it has ended. Returns 0 or an errno.
int spool_reap(pid_t pid, struct spool_exit *result);

/// Ends the process once what was printed is written. Unlike `exit` it runs no destructors and no handlers: other
/// threads go on meanwhile, and would use what those have taken down.
_Noreturn void spool_end_process(int status);

#endif

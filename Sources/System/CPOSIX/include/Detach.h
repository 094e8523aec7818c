#ifndef SPOOL_DETACH_H
#define SPOOL_DETACH_H

/// Starts the program at `path` as nobody's child: in a session of its own without a terminal, adopted by init, with
/// descriptor i being a copy of `descriptors[i]` and nothing else open, no signal blocked and every signal at its
/// default. The caller keeps its own descriptors. Returns 0 or the errno of what failed, execve included.
int spool_spawn_detached(
    const char *path, char *const arguments[], char *const environment[], const int *descriptors, int count);

#endif

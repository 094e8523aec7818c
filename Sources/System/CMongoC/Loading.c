#include <errno.h>
#include <mongoc/mongoc.h>
#include <sys/mman.h>

// libmongoc initializes itself while it is loaded, before main can set anything, in every spoold, also in one that never
// talks to MongoDB. What it calls then is found here first.

/// In place of libmongoc's handler of this name, which prints lines on stderr: they would not be structured, and what
/// goes wrong comes back as errors.
void mongoc_log_default_handler(mongoc_log_level_t level, const char *domain, const char *message, void *context) {
    (void)level, (void)domain, (void)message, (void)context;
}

/// In place of libc's: libmongoc keeps its counters, for its mongoc-stat, in shared memory named after the process, which
/// stays when the process has ended. Without, it keeps them in its own.
int shm_open(const char *name, int flags, mode_t mode) {
    (void)name, (void)flags, (void)mode;
    errno = ENOSYS;
    return -1;
}

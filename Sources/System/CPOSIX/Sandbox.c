#define _GNU_SOURCE
#include "Sandbox.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/landlock.h>
#include <signal.h>
#include <stdio.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

bool spool_die_with_parent(pid_t parent) {
    // The order matters: a parent that ends in between is seen by the second call.
    return prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0) == 0 && getppid() == parent;
}

int spool_harden(void) {
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) return errno;
    if (prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) != 0) return errno;
    return 0;
}

void spool_close_from(int first) {
    closefrom(first);
}

static int kernel_resource(enum spool_resource resource) {
    switch (resource) {
    case SPOOL_ADDRESS_SPACE: return RLIMIT_AS;
    case SPOOL_PROCESSOR_SECONDS: return RLIMIT_CPU;
    case SPOOL_FILE_BYTES: return RLIMIT_FSIZE;
    case SPOOL_DESCRIPTORS: return RLIMIT_NOFILE;
    case SPOOL_CORE_BYTES: return RLIMIT_CORE;
    }
    return -1;
}

int spool_limit(enum spool_resource resource, uint64_t value) {
    int kernel = kernel_resource(resource);
    struct rlimit limit;
    if (getrlimit(kernel, &limit) != 0) return errno;
    // At the soft limit on time comes a signal that says so, at the hard one only SIGKILL.
    rlim_t margin = resource == SPOOL_PROCESSOR_SECONDS ? 5 : 0;
    if (limit.rlim_max == RLIM_INFINITY || limit.rlim_max > value + margin) limit.rlim_max = value + margin;
    limit.rlim_cur = limit.rlim_max < value ? limit.rlim_max : value;
    return setrlimit(kernel, &limit) == 0 ? 0 : errno;
}

uint64_t spool_address_space(void) {
    FILE *file = fopen("/proc/self/statm", "re");
    if (!file) return 0;
    unsigned long long pages = 0;
    if (fscanf(file, "%llu", &pages) != 1) pages = 0;
    fclose(file);
    return pages * (uint64_t)sysconf(_SC_PAGESIZE);
}

/// The kernel's `struct landlock_ruleset_attr`, which older headers know only in part.
struct ruleset {
    uint64_t files;
    uint64_t network;
    uint64_t scopes;
};

/// The rights that each version of Landlock added, as masks of all rights up to that version.
static const struct {
    struct ruleset rights;
    size_t size;
} versions[] = {
    {{(1 << 13) - 1, 0, 0}, sizeof(uint64_t)},
    {{(1 << 14) - 1, 0, 0}, sizeof(uint64_t)},
    {{(1 << 15) - 1, 0, 0}, sizeof(uint64_t)},
    {{(1 << 15) - 1, 3, 0}, 2 * sizeof(uint64_t)},
    {{(1 << 16) - 1, 3, 0}, 2 * sizeof(uint64_t)},
    {{(1 << 16) - 1, 3, 3}, 3 * sizeof(uint64_t)},
};

int spool_deny_files(void) {
    long version = syscall(SYS_landlock_create_ruleset, NULL, 0, LANDLOCK_CREATE_RULESET_VERSION);
    if (version < 0) return errno;
    const long known = sizeof versions / sizeof *versions;
    long index = (version < known ? version : known) - 1;
    int ruleset = (int)syscall(SYS_landlock_create_ruleset, &versions[index].rights, versions[index].size, 0);
    if (ruleset < 0) return errno;
    int error = syscall(SYS_landlock_restrict_self, ruleset, 0) == 0 ? 0 : errno;
    close(ruleset);
    return error;
}

bool spool_files_are_denied(void) {
    int root = open("/", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (root >= 0) close(root);
    return root < 0 && errno == EACCES;
}

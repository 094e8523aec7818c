#define _GNU_SOURCE
#include "Process.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { MAXIMUM_DESCRIPTORS = 8 };

/// Copies each descriptor to a number above those that the child will use, so that no copy overwrites a
/// source that is still needed, and adds the copying to `actions`.
static int add_descriptors(posix_spawn_file_actions_t *actions, const int *descriptors, int count, int *lifted) {
    for (int i = 0; i < count; i++) {
        int error;
        if (descriptors[i] < 0) {
            error = posix_spawn_file_actions_addclose(actions, i);
        } else {
            lifted[i] = fcntl(descriptors[i], F_DUPFD_CLOEXEC, count);
            if (lifted[i] < 0) return errno;
            error = posix_spawn_file_actions_adddup2(actions, lifted[i], i);
        }
        if (error) return error;
    }
    return posix_spawn_file_actions_addclosefrom_np(actions, count);
}

static int set_attributes(posix_spawnattr_t *attributes) {
    sigset_t all, none;
    sigfillset(&all);
    sigemptyset(&none);
    int error = posix_spawnattr_setflags(
        attributes, POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
    if (!error) error = posix_spawnattr_setpgroup(attributes, 0);
    if (!error) error = posix_spawnattr_setsigmask(attributes, &none);
    if (!error) error = posix_spawnattr_setsigdefault(attributes, &all);
    return error;
}

/// A program that was written a moment ago is busy while a child of another thread, forked before its file was closed,
/// has not reached its own exec.
static int spawn_once_written(
    pid_t *pid, const char *path, const posix_spawn_file_actions_t *actions, const posix_spawnattr_t *attributes,
    char *const arguments[], char *const environment[]) {
    const struct timespec pause = {.tv_nsec = 5000000};
    int error = ETXTBSY;
    for (int attempt = 0; error == ETXTBSY && attempt < 100; attempt++) {
        if (attempt) nanosleep(&pause, NULL);
        error = posix_spawn(pid, path, actions, attributes, arguments, environment);
    }
    return error;
}

int spool_spawn(
    const char *path, char *const arguments[], char *const environment[], const int *descriptors, int count, pid_t *pid) {
    if (count > MAXIMUM_DESCRIPTORS) return EINVAL;
    int lifted[MAXIMUM_DESCRIPTORS];
    for (int i = 0; i < count; i++) lifted[i] = -1;

    posix_spawn_file_actions_t actions;
    int error = posix_spawn_file_actions_init(&actions);
    if (error) return error;
    posix_spawnattr_t attributes;
    error = posix_spawnattr_init(&attributes);
    if (!error) {
        error = add_descriptors(&actions, descriptors, count, lifted);
        if (!error) error = set_attributes(&attributes);
        if (!error) error = spawn_once_written(pid, path, &actions, &attributes, arguments, environment);
        posix_spawnattr_destroy(&attributes);
    }
    posix_spawn_file_actions_destroy(&actions);
    for (int i = 0; i < count; i++) {
        if (lifted[i] >= 0) close(lifted[i]);
    }
    return error;
}

int spool_pipe(int ends[2]) {
    return pipe2(ends, O_CLOEXEC);
}

int spool_process_descriptor(pid_t pid) {
    return (int)syscall(SYS_pidfd_open, pid, 0);
}

bool spool_has_ended(pid_t pid) {
    siginfo_t info = {.si_pid = 0};
    // An error means that it is not there any more: this process ignores SIGCHLD.
    return waitid(P_PID, (id_t)pid, &info, WEXITED | WNOWAIT | WNOHANG) != 0 || info.si_pid == pid;
}

unsigned spool_raise_descriptor_limit(unsigned wanted) {
    struct rlimit limit;
    if (getrlimit(RLIMIT_NOFILE, &limit)) return 0;
    rlim_t before = limit.rlim_cur;
    if (before < wanted) {
        limit.rlim_cur = wanted < limit.rlim_max ? wanted : limit.rlim_max;
        if (setrlimit(RLIMIT_NOFILE, &limit)) limit.rlim_cur = before;
    }
    return limit.rlim_cur < UINT_MAX ? (unsigned)limit.rlim_cur : UINT_MAX;
}

int spool_reap(pid_t pid, struct spool_exit *result) {
    int status;
    struct rusage usage;
    while (wait4(pid, &status, 0, &usage) < 0) {
        if (errno != EINTR) return errno;
    }
    result->status = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    result->signal = WIFSIGNALED(status) ? WTERMSIG(status) : 0;
    result->peak_memory = (int64_t)usage.ru_maxrss * 1024;
    result->processor_time = ((int64_t)usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) * 1000000
        + usage.ru_utime.tv_usec + usage.ru_stime.tv_usec;
    return 0;
}

void spool_end_process(int status) {
    fflush(stdout);
    fflush(stderr);
    _exit(status);
}

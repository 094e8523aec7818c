#define _GNU_SOURCE
#include "Detach.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { MAXIMUM_DESCRIPTORS = 8 };

/// Tells the caller why the program did not start. Only async-signal-safe calls follow a fork of a process with threads.
static void report(int descriptor) {
    int error = errno;
    ssize_t ignored = write(descriptor, &error, sizeof error);
    (void)ignored;
    _exit(127);
}

static void reset_signals(void) {
    struct sigaction standard = {.sa_handler = SIG_DFL};
    for (int number = 1; number < NSIG; number++) sigaction(number, &standard, NULL);
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
}

static void become(
    const char *path, char *const arguments[], char *const environment[], const int *lifted, int count, int errors,
    int priority) {
    reset_signals();
    setpriority(PRIO_PROCESS, 0, priority);
    for (int i = 0; i < count; i++) {
        if (dup2(lifted[i], i) < 0) report(errors);
    }
    // The pipe for errors is kept beside them until execve closes it.
    if (dup3(errors, count, O_CLOEXEC) < 0) report(errors);
    closefrom(count + 1);
    // Busy while a child that another thread is starting still has the program's file open for writing: that passes.
    const struct timespec pause = {.tv_nsec = 5000000};
    for (int attempt = 0; attempt < 100; attempt++) {
        execve(path, arguments, environment);
        if (errno != ETXTBSY) break;
        nanosleep(&pause, NULL);
    }
    report(count);
}

int spool_spawn_detached(
    const char *path, char *const arguments[], char *const environment[], const int *descriptors, int count) {
    if (count > MAXIMUM_DESCRIPTORS) return EINVAL;
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) != 0) return errno;
    // Copies above all numbers that the program will have, so that none overwrites a source that is still needed.
    int lifted[MAXIMUM_DESCRIPTORS];
    int failure = 0;
    for (int i = 0; i < count; i++) {
        lifted[i] = fcntl(descriptors[i], F_DUPFD_CLOEXEC, count + 1);
        if (lifted[i] < 0) failure = errno;
    }
    int errors = fcntl(ends[1], F_DUPFD_CLOEXEC, count + 1);
    if (errors < 0) failure = errno;
    close(ends[1]);

    // The program gets the priority of this process, that of its first thread: libdispatch gives its threads others
    // where it may, and the kernel would hand on the calling thread's.
    int priority = getpriority(PRIO_PROCESS, getpid());

    pid_t child = failure ? -1 : _Fork();
    if (child == 0) {
        setsid();
        // The second fork: a session's leader could get a terminal again.
        pid_t grandchild = _Fork();
        if (grandchild < 0) report(errors);
        if (grandchild > 0) _exit(0);
        become(path, arguments, environment, lifted, count, errors, priority);
    }
    if (child < 0 && !failure) failure = errno;
    for (int i = 0; i < count; i++) {
        if (lifted[i] >= 0) close(lifted[i]);
    }
    if (errors >= 0) close(errors);
    if (child > 0) {
        while (waitpid(child, NULL, 0) < 0 && errno == EINTR) {}
        int error;
        ssize_t got;
        while ((got = read(ends[0], &error, sizeof error)) < 0 && errno == EINTR) {}
        if (got == sizeof error) failure = error;
    }
    close(ends[0]);
    return failure;
}

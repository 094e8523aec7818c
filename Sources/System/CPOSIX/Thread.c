#define _GNU_SOURCE
#include "Thread.h"

#include <pthread.h>
#include <sys/eventfd.h>

void spool_name_thread(const char *name) {
    pthread_setname_np(pthread_self(), name);
}

int spool_wake_open(void) {
    return eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
}

void spool_wake(int descriptor) {
    eventfd_write(descriptor, 1);
}

void spool_wake_clear(int descriptor) {
    eventfd_t value;
    eventfd_read(descriptor, &value);
}

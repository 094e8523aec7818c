#ifndef SPOOL_THREAD_H
#define SPOOL_THREAD_H

#include <stdbool.h>

/// Names the calling thread for debuggers and `top`; at most 15 bytes.
void spool_name_thread(const char *name);

/// A descriptor for waking a thread out of poll(): readable from `spool_wake` until `spool_wake_clear`.
/// Returns -1 with errno on failure.
int spool_wake_open(void);
void spool_wake(int descriptor);
void spool_wake_clear(int descriptor);

/// Waits until one of the `events` of poll(), an error or the end has come to the descriptor, for at most
/// `milliseconds`, or for ever when that is -1. False when nothing has.
bool spool_wait(int descriptor, short events, int milliseconds);

#endif

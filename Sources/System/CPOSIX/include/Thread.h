#ifndef SPOOL_THREAD_H
#define SPOOL_THREAD_H

/// Names the calling thread for debuggers and `top`; at most 15 bytes.
void spool_name_thread(const char *name);

/// A descriptor for waking a thread out of poll(): readable from `spool_wake` until `spool_wake_clear`.
/// Returns -1 with errno on failure.
int spool_wake_open(void);
void spool_wake(int descriptor);
void spool_wake_clear(int descriptor);

#endif

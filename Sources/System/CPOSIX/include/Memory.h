#ifndef SPOOL_MEMORY_H
#define SPOOL_MEMORY_H

/// Has malloc keep one heap for all threads: smaller for a process that is mostly idle, slower for one whose threads
/// allocate all the time. To be called before there are threads.
void spool_use_one_heap(void);

#endif

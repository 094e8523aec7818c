#ifndef SPOOL_MEMORY_H
#define SPOOL_MEMORY_H

/// Has malloc keep one heap for all threads: smaller for a process that is mostly idle, slower for one whose threads
/// allocate all the time. To be called before there are threads.
void spool_use_one_heap(void);

/// Has malloc keep up to 16 MB that were freed. Whoever needs a few megabytes again and again would otherwise have fresh
/// pages from the kernel each time, a fifth of the processor time of an upload.
void spool_keep_freed_memory(void);

/// Gives back the memory of the program's and its libraries' unchanging parts: the dynamic loader reads through all
/// of them once, and the process counts what it has read. What is needed comes back, from the page cache, when it is.
void spool_forget_loading(void);

#endif

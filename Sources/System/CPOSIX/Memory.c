#define _GNU_SOURCE
#include "Memory.h"

#include <link.h>
#include <malloc.h>
#include <stdbool.h>
#include <sys/mman.h>
#include <unistd.h>

void spool_use_one_heap(void) {
    mallopt(M_ARENA_MAX, 1);
}

void spool_keep_freed_memory(void) {
    mallopt(M_MMAP_THRESHOLD, 4 << 20);
    mallopt(M_TRIM_THRESHOLD, 16 << 20);
}

/// Whether the loader has written to the code of `object`: then it must not be read anew.
static bool is_patched(const struct dl_phdr_info *object) {
    for (int i = 0; i < object->dlpi_phnum; i++) {
        const ElfW(Phdr) *part = &object->dlpi_phdr[i];
        if (part->p_type != PT_DYNAMIC) continue;
        for (const ElfW(Dyn) *entry = (const void *)(object->dlpi_addr + part->p_vaddr); entry->d_tag != DT_NULL; entry++) {
            if (entry->d_tag == DT_TEXTREL) return true;
            if (entry->d_tag == DT_FLAGS && entry->d_un.d_val & DF_TEXTREL) return true;
        }
    }
    return false;
}

static int forget_object(struct dl_phdr_info *object, size_t size, void *context) {
    (void)size, (void)context;
    if (is_patched(object)) return 0;
    const uintptr_t page = (uintptr_t)sysconf(_SC_PAGESIZE);
    for (int i = 0; i < object->dlpi_phnum; i++) {
        const ElfW(Phdr) *part = &object->dlpi_phdr[i];
        if (part->p_type != PT_LOAD || part->p_flags & PF_W) continue;
        uintptr_t start = object->dlpi_addr + part->p_vaddr;
        uintptr_t first = start / page * page;
        madvise((void *)first, start + part->p_filesz - first, MADV_DONTNEED);
    }
    return 0;
}

void spool_forget_loading(void) {
    dl_iterate_phdr(forget_object, NULL);
}

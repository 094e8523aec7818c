#include "CCurses.h"

#include <curses.h>
#include <string.h>
#include <term.h>

bool spool_terminfo_load(const char *term, int descriptor) {
    int status = 0;
    return setupterm(term, descriptor, &status) == OK && status == 1;
}

const char *spool_terminfo_string(const char *name) {
    const char *value = tigetstr(name);
    return value == (char *)-1 ? NULL : value;
}

static size_t copy_without_padding(const char *value, char *buffer, size_t capacity) {
    size_t length = 0;
    while (*value) {
        if (value[0] == '$' && value[1] == '<') {
            const char *end = strchr(value, '>');
            if (end) {
                value = end + 1;
                continue;
            }
        }
        if (length == capacity) return 0;
        buffer[length++] = *value++;
    }
    return length;
}

size_t spool_terminfo_plain(const char *name, char *buffer, size_t capacity) {
    const char *value = spool_terminfo_string(name);
    return value ? copy_without_padding(value, buffer, capacity) : 0;
}

size_t spool_terminfo_scroll_region(int rows, char *buffer, size_t capacity) {
    const char *value = spool_terminfo_string("csr");
    char *filled = value ? tiparm(value, 0, rows - 1) : NULL;
    return filled ? copy_without_padding(filled, buffer, capacity) : 0;
}

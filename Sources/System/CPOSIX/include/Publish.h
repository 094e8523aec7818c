#ifndef SPOOL_PUBLISH_H
#define SPOOL_PUBLISH_H

/// Renames `from` to `to` unless `to` exists: 0, EEXIST, or another errno. Both lie on one file system.
/// Where the file system cannot do that in one step, a link and an unlink do (a crash between them leaves both
/// names); where it has no links either, a look and a rename.
int spool_rename_new(const char *from, const char *to);

#endif

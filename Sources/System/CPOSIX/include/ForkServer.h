#ifndef SPOOL_FORK_SERVER_H
#define SPOOL_FORK_SERVER_H

#include <stdbool.h>
#include <sys/types.h>

/// A pair of connected sockets that keep messages whole; both are closed on exec. Returns 0, or -1 with errno.
int spool_socket_pair(int ends[2]);

/// The server's side: says that it is ready, then becomes the parent's next child for each message that comes.
/// Returns only in such a child, which leads a process group and has the descriptors that came with the message as
/// 0, 1, 2, … and none beyond them. Ends the process when nobody can ask any more. To be called while there is one
/// thread.
void spool_serve_forks(int socket);

/// Whether the server has said that it is ready; does not wait.
bool spool_fork_server_is_ready(int socket);

/// Has the server at the other end become a child of this process, with descriptor i being a copy of
/// `descriptors[i]` (closed where that is -1), in a process group of its own. Waits for at most `milliseconds`.
/// Returns 0 or an errno; after an error no more can be asked of that server.
int spool_request_fork(int socket, const int *descriptors, int count, int milliseconds, pid_t *pid);

#endif

#include "CMariaDB.h"

#include <mariadb/mysql.h>
#include <pthread.h>

static pthread_once_t once = PTHREAD_ONCE_INIT;

/// The first `mysql_init` does this too, but not safely from several threads.
static void start_library(void) { mysql_server_init(0, NULL, NULL); }

static bool configure(MYSQL *connection, const spool_mysql_options *options) {
    my_bool enforce = options->tls != SPOOL_MYSQL_TLS_OFF, verify = options->tls == SPOOL_MYSQL_TLS_VERIFY;
    my_bool reconnect = 0;
    unsigned protocol = MYSQL_PROTOCOL_TCP;
    bool failed = mysql_optionsv(connection, MYSQL_OPT_PROTOCOL, &protocol)
                  || mysql_optionsv(connection, MYSQL_OPT_CONNECT_TIMEOUT, &options->connect_timeout)
                  || mysql_optionsv(connection, MYSQL_OPT_READ_TIMEOUT, &options->io_timeout)
                  || mysql_optionsv(connection, MYSQL_OPT_WRITE_TIMEOUT, &options->io_timeout)
                  || mysql_optionsv(connection, MYSQL_OPT_RECONNECT, &reconnect)
                  || mysql_optionsv(connection, MYSQL_SET_CHARSET_NAME, "utf8mb4")
                  || mysql_optionsv(connection, MYSQL_OPT_SSL_ENFORCE, &enforce)
                  || mysql_optionsv(connection, MYSQL_OPT_SSL_VERIFY_SERVER_CERT, &verify);
    if (!failed && options->authorities) {
        failed = mysql_optionsv(connection, MYSQL_OPT_SSL_CA, options->authorities);
    }
    return !failed;
}

spool_mysql *spool_mysql_connect(const spool_mysql_options *options, unsigned *code) {
    pthread_once(&once, start_library);
    MYSQL *connection = mysql_init(NULL);
    *code = 2008; // CR_OUT_OF_MEMORY
    if (!connection) return NULL;
    if (configure(connection, options)
        && mysql_real_connect(connection, options->host, options->user, options->password, options->database,
                              options->port, NULL, CLIENT_FOUND_ROWS)) {
        *code = 0;
        return (spool_mysql *)connection;
    }
    unsigned found = mysql_errno(connection);
    *code = found ? found : 2000; // CR_UNKNOWN_ERROR
    mysql_close(connection);
    return NULL;
}

void spool_mysql_close(spool_mysql *connection) { mysql_close((MYSQL *)connection); }

unsigned spool_mysql_command(spool_mysql *connection, const char *sql, size_t length) {
    MYSQL *server = (MYSQL *)connection;
    if (mysql_real_query(server, sql, length)) return mysql_errno(server);
    MYSQL_RES *result = mysql_store_result(server);
    if (result) mysql_free_result(result);
    return mysql_errno(server);
}

#include "CMariaDB.h"

#include <mariadb/errmsg.h>
#include <mariadb/mysql.h>
#include <stdlib.h>
#include <string.h>

struct spool_mysql_statement {
    MYSQL_STMT *handle;
    unsigned columns;
    /// One each column, while there is a result. The library keeps their addresses.
    MYSQL_BIND *binds;
    spool_mysql_value *values;
    unsigned long *lengths;
    my_bool *nulls;
};

spool_mysql_statement *spool_mysql_prepare(spool_mysql *connection, const char *sql, size_t length,
                                           unsigned *error) {
    *error = CR_OUT_OF_MEMORY;
    spool_mysql_statement *statement = calloc(1, sizeof *statement);
    if (!statement) return NULL;
    statement->handle = mysql_stmt_init((MYSQL *)connection);
    my_bool measure = 1;
    if (statement->handle && !mysql_stmt_attr_set(statement->handle, STMT_ATTR_UPDATE_MAX_LENGTH, &measure)
        && !mysql_stmt_prepare(statement->handle, sql, length)) {
        statement->columns = mysql_stmt_field_count(statement->handle);
        return statement;
    }
    // Closing the statement forgets it.
    if (statement->handle) *error = mysql_stmt_errno(statement->handle);
    spool_mysql_statement_free(statement);
    return NULL;
}

static void free_result(spool_mysql_statement *statement) {
    for (unsigned i = 0; statement->binds && i < statement->columns; i++) free(statement->binds[i].buffer);
    free(statement->binds);
    free(statement->values);
    free(statement->lengths);
    free(statement->nulls);
    statement->binds = NULL;
    statement->values = NULL;
    statement->lengths = NULL;
    statement->nulls = NULL;
}

void spool_mysql_reset(spool_mysql_statement *statement) {
    if (statement->handle) mysql_stmt_free_result(statement->handle);
    free_result(statement);
}

void spool_mysql_statement_free(spool_mysql_statement *statement) {
    free_result(statement);
    if (statement->handle) mysql_stmt_close(statement->handle);
    free(statement);
}

static spool_mysql_type type_of(enum enum_field_types type) {
    switch (type) {
    case MYSQL_TYPE_TINY:
    case MYSQL_TYPE_SHORT:
    case MYSQL_TYPE_INT24:
    case MYSQL_TYPE_LONG:
    case MYSQL_TYPE_LONGLONG: return SPOOL_MYSQL_INTEGER;
    case MYSQL_TYPE_FLOAT:
    case MYSQL_TYPE_DOUBLE: return SPOOL_MYSQL_REAL;
    default: return SPOOL_MYSQL_BYTES;
    }
}

/// One buffer a column, large enough for its longest value.
static bool bind_column(spool_mysql_statement *statement, unsigned i, const MYSQL_FIELD *field) {
    MYSQL_BIND *bind = &statement->binds[i];
    spool_mysql_type type = statement->values[i].type = type_of(field->type);
    bind->buffer_type = type == SPOOL_MYSQL_INTEGER ? MYSQL_TYPE_LONGLONG
                        : type == SPOOL_MYSQL_REAL  ? MYSQL_TYPE_DOUBLE
                                                    : MYSQL_TYPE_BLOB;
    bind->buffer_length = type == SPOOL_MYSQL_BYTES ? field->max_length : sizeof(int64_t);
    bind->buffer = malloc(bind->buffer_length ? bind->buffer_length : 1);
    bind->length = &statement->lengths[i];
    bind->is_null = &statement->nulls[i];
    return bind->buffer != NULL;
}

static bool bind_result(spool_mysql_statement *statement) {
    unsigned count = statement->columns;
    MYSQL_RES *metadata = mysql_stmt_result_metadata(statement->handle);
    if (!metadata) return false;
    statement->binds = calloc(count, sizeof *statement->binds);
    statement->values = calloc(count, sizeof *statement->values);
    statement->lengths = calloc(count, sizeof *statement->lengths);
    statement->nulls = calloc(count, sizeof *statement->nulls);
    bool bound = statement->binds && statement->values && statement->lengths && statement->nulls;
    for (unsigned i = 0; bound && i < count; i++) {
        bound = bind_column(statement, i, mysql_fetch_field_direct(metadata, i));
    }
    mysql_free_result(metadata);
    return bound && !mysql_stmt_bind_result(statement->handle, statement->binds);
}

static void bind_parameter(MYSQL_BIND *bind, const spool_mysql_value *value) {
    switch (value->type) {
    case SPOOL_MYSQL_NULL: bind->buffer_type = MYSQL_TYPE_NULL; break;
    case SPOOL_MYSQL_INTEGER:
        bind->buffer_type = MYSQL_TYPE_LONGLONG;
        bind->buffer = (void *)&value->integer;
        break;
    case SPOOL_MYSQL_REAL:
        bind->buffer_type = MYSQL_TYPE_DOUBLE;
        bind->buffer = (void *)&value->real;
        break;
    case SPOOL_MYSQL_BYTES:
        bind->buffer_type = MYSQL_TYPE_BLOB;
        bind->buffer = (void *)(value->bytes ? value->bytes : (const uint8_t *)"");
        bind->buffer_length = value->length;
        break;
    }
}

unsigned spool_mysql_execute(spool_mysql_statement *statement, const spool_mysql_value *values, size_t count) {
    spool_mysql_reset(statement);
    if (count != mysql_stmt_param_count(statement->handle)) return 2031; // CR_PARAMS_NOT_BOUND
    MYSQL_BIND *binds = calloc(count ? count : 1, sizeof *binds);
    if (!binds) return 2008; // CR_OUT_OF_MEMORY
    for (size_t i = 0; i < count; i++) bind_parameter(&binds[i], &values[i]);
    bool failed = (count && mysql_stmt_bind_param(statement->handle, binds)) || mysql_stmt_execute(statement->handle);
    free(binds);
    if (!failed && statement->columns) {
        failed = mysql_stmt_store_result(statement->handle) || !bind_result(statement);
    }
    if (!failed) return 0;
    unsigned code = mysql_stmt_errno(statement->handle);
    return code ? code : 2008;
}

uint64_t spool_mysql_changes(spool_mysql_statement *statement) { return mysql_stmt_affected_rows(statement->handle); }

unsigned spool_mysql_columns(spool_mysql_statement *statement) { return statement->columns; }

int spool_mysql_fetch(spool_mysql_statement *statement) {
    int outcome = mysql_stmt_fetch(statement->handle);
    if (outcome == MYSQL_NO_DATA) return 0;
    return outcome == 0 ? 1 : -1;
}

spool_mysql_value spool_mysql_column(spool_mysql_statement *statement, unsigned i) {
    spool_mysql_value value = statement->values[i];
    if (statement->nulls[i]) {
        value.type = SPOOL_MYSQL_NULL;
        return value;
    }
    const void *buffer = statement->binds[i].buffer;
    if (value.type == SPOOL_MYSQL_INTEGER) memcpy(&value.integer, buffer, sizeof value.integer);
    if (value.type == SPOOL_MYSQL_REAL) memcpy(&value.real, buffer, sizeof value.real);
    if (value.type == SPOOL_MYSQL_BYTES) {
        value.bytes = buffer;
        value.length = statement->lengths[i];
    }
    return value;
}

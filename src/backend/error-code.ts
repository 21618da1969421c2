/** The code of a failure, as Node, SQLite and PostgreSQL give them (`ENOENT`, `SQLITE_BUSY`, `57014`); empty when it has none. */
export const codeOf = (error: unknown): string => (error instanceof Error && 'code' in error ? String(error.code) : '');

// Key words that PostgreSQL marks as reserved (https://www.postgresql.org/docs/16/sql-keywords-appendix.html): RDS takes
// none of them for a user or a database.
const KEY_WORDS = `
  all analyse analyze and any array as asc asymmetric both case cast check collate column constraint create
  current_catalog current_date current_role current_time current_timestamp current_user default deferrable desc distinct
  do else end except false fetch for foreign from grant group having in initially intersect into lateral leading limit
  localtime localtimestamp not null offset on only or order placing primary references returning select session_user
  some symmetric system_user table then to trailing true union unique user using variadic when where window with
`
  .trim()
  .split(/\s+/);

// `admin` and `rdsadmin` are refused by RDS itself, the others exist in every cluster. `postgres` is allowed.
const RESERVED = {
  masterUsername: [...KEY_WORDS, 'admin', 'none', 'public', 'rds_superuser', 'rdsadmin', 'rdsrepladmin', 'rdstopmgr'],
  dbName: [...KEY_WORDS, 'admin', 'rdsadmin', 'template0', 'template1'],
} as const;

/** Whether PostgreSQL or RDS keeps the name for itself. */
export function isReserved(what: keyof typeof RESERVED, name: string): boolean {
  return RESERVED[what].includes(name.toLowerCase()) || (what === 'masterUsername' && name.startsWith('pg_'));
}

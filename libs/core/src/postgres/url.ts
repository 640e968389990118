/** A connection string that insists on TLS. */
export function postgresUrl(to: {
  readonly username: string;
  readonly password: string;
  readonly host: string;
  readonly port: number;
  readonly dbName: string;
}): string {
  return `postgres://${to.username}:${to.password}@${to.host}:${to.port}/${to.dbName}?sslmode=require`;
}

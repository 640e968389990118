# The health check of the connection pool, for `sh -c`: a client asks the pool, and through it the database.
case $POOL_HEALTH in
database) database=$DATABASE_NAME question='SELECT 1' ;;
pool) database=pgbouncer question='SHOW VERSION' ;;
esac
eval "PGPASSWORD=\$PASSWORD_$POOL_HEALTH_USER"
export PGPASSWORD
exec psql --no-psqlrc --no-password --quiet --tuples-only --command="$question" \
  "host=127.0.0.1 port=$POOL_PORT dbname=$database user=$POOL_HEALTH_USER sslmode=require connect_timeout=5"

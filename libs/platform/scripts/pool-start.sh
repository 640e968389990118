# Runs pgbouncer as the connection pool, for `sh -c`. Its files are made from the environment, in memory: the root
# filesystem may be read-only. No secret is an argument or readable by others.
#
# The end: after SIGTERM new clients still come in while resolvers forget the task's address, then none; the pool ends when
# the last client has left. After SIGINT it ends when the transactions that run have.
set -eu
umask 077

fail() { # reason
  printf '{"event":"pool-failed","reason":"%s"}\n' "$1"
  exit 1
}

for program in openssl pgbouncer psql sed; do
  command -v "$program" >/dev/null || fail "the image has no $program"
done
version=$(pgbouncer --version | sed -n 's/^PgBouncer \([0-9]*\.[0-9]*\).*/\1/p')
# Before 1.23 SIGTERM cuts the clients off. https://www.pgbouncer.org/changelog.html#pgbouncer-123x
[ "${version%.*}" -gt 1 ] || [ "${version#*.}" -ge 23 ] || fail "pgbouncer $version is older than 1.23"
[ -r "$DATABASE_CA_FILE" ] || fail "the image has no $DATABASE_CA_FILE"

folder=$(mktemp -d /dev/shm/pool.XXXXXX)
trap 'rm -rf "$folder"' EXIT

for user in $POOL_USERS; do
  eval "password=\${PASSWORD_$user:-}"
  [ -n "$password" ] || fail "PASSWORD_$user is empty"
  printf '"%s" "%s"\n' "$user" "$(printf %s "$password" | sed 's/"/""/g')" >>"$folder/userlist.txt"
done

# Clients ask for TLS and for no name in it: the certificate lives as long as the task.
printf '[req]\ndistinguished_name = name\n[name]\n' >"$folder/openssl.cnf"
openssl req -config "$folder/openssl.cnf" -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 3650 \
  -subj /CN=pool -keyout "$folder/key.pem" -out "$folder/certificate.pem" 2>"$folder/openssl.log" ||
  fail "openssl: $(tail -n 1 "$folder/openssl.log" | tr -d '"\\')"

cat >"$folder/pgbouncer.ini" <<INI
[databases]
$DATABASE_NAME = host=$DATABASE_HOST port=$DATABASE_PORT dbname=$DATABASE_NAME

[pgbouncer]
listen_addr = $POOL_ADDRESS
listen_port = $POOL_PORT
unix_socket_dir =

auth_type = scram-sha-256
auth_file = $folder/userlist.txt
stats_users = $POOL_HEALTH_USER

client_tls_sslmode = require
client_tls_key_file = $folder/key.pem
client_tls_cert_file = $folder/certificate.pem
server_tls_sslmode = verify-full
server_tls_ca_file = $DATABASE_CA_FILE

pool_mode = transaction
max_client_conn = $POOL_CLIENTS
# For all users together: a second password makes no more connections.
default_pool_size = $POOL_SIZE
max_db_connections = $POOL_SIZE
max_prepared_statements = 200
# A connection that the next client gets knows nothing of the last one, whatever that set.
server_reset_query = DISCARD ALL
server_reset_query_always = 1
ignore_startup_parameters = extra_float_digits

server_idle_timeout = $POOL_IDLE_SECONDS
# While the database fails over, clients wait; then it is asked again soon.
query_wait_timeout = $POOL_WAIT_SECONDS
server_login_retry = 2
server_connect_timeout = 10

# The database logs who connects; the health check alone would be six lines a minute.
log_connections = 0
log_disconnections = 0
stats_period = 300
INI

pgbouncer "$folder/pgbouncer.ini" &
pool=$!
trap '(sleep "$POOL_DRAIN_SECONDS"; kill -TERM "$pool") &' TERM
trap 'kill -INT "$pool"' INT

# A signal ends `wait` before the pool has ended.
status=0
wait "$pool" || status=$?
while kill -0 "$pool" 2>/dev/null; do
  status=0
  wait "$pool" || status=$?
done
printf '{"event":"pool-stopped","status":%s}\n' "$status"
exit "$status"

# Makes the application's users in the database, and takes out those that are not listed. For `bash -c`, with psql; any
# number of times, as RDS's master user, which is no superuser.
#
# Rights belong to a role that nobody logs in as; each user is a member. No password is an argument, and the server is told
# its SCRAM verifier alone, so that no log of it has one in clear text. Nothing that runs is ended unless
# its argument says so: terminate.
set -euo pipefail
umask 077

log() { # event name=value...
  local line="{\"event\":\"$1\"" pair
  for pair in "${@:2}"; do line+=",\"${pair%%=*}\":\"${pair#*=}\""; done
  printf '%s}\n' "$line"
}

fail() { # reason
  log database-users-failed "reason=$1"
  exit 1
}
trap 'fail "line $LINENO failed"' ERR

for program in psql setsid; do command -v "$program" >/dev/null || fail "the image has no $program"; done

# Takes the password out of the URL: the rest may be an argument.
pattern='^postgres(ql)?://([^:@/?]+):([^@/?]*)@([^?]+)(\?.*)?$'
[[ $DATABASE_DIRECT_URL =~ $pattern ]] || fail 'DATABASE_DIRECT_URL is not postgres://user:password@host:port/database'
master=${BASH_REMATCH[2]}
database=${BASH_REMATCH[4]}${BASH_REMATCH[5]}
master_password=${BASH_REMATCH[3]//'\'/'\x5c'}
master_password=$(printf '%b' "${master_password//%/'\x'}")

as() { # user password argument...
  PGPASSWORD=$2 PGAPPNAME=database-users PGOPTIONS='-c client_min_messages=warning -c password_encryption=scram-sha-256' \
    psql --no-psqlrc --no-password --quiet --tuples-only --no-align --set=ON_ERROR_STOP=1 \
    --dbname="postgres://$1@$database" "${@:3}"
}

as_master() { as "$master" "$master_password" --set=group="$USERS_GROUP" --set=users="$USERS" "$@"; }

ask() { as_master "${@:2}" <<<"$1"; }

# psql asks for the new password twice, on a terminal if there is one, and sends its verifier.
set_password() { # user password
  printf '%s\n%s\n' "$2" "$2" |
    PGPASSWORD=$master_password PGOPTIONS='-c password_encryption=scram-sha-256' setsid psql --no-psqlrc --no-password \
      --quiet --set=ON_ERROR_STOP=1 --dbname="postgres://$master@$database" --command="\\password $1" 2>&1 >/dev/null |
    sed '/^Enter .*: $/d' >&2
}

can_log_in() { # user password
  as "$1" "$2" --command='SELECT 1' >/dev/null 2>&1
}

[[ $USERS_GROUP =~ ^[a-z][a-z0-9_]*$ ]] || fail 'USERS_GROUP is no name of a role'
for user in $USERS; do
  [[ $user =~ ^${USERS_GROUP}_v[0-9]+$ ]] || fail "USERS has $user, which is not ${USERS_GROUP}_v and a number"
  password=PASSWORD_$user
  [[ -n ${!password:-} ]] || fail "PASSWORD_$user is empty"
done
may=$(ask 'SELECT rolcreaterole FROM pg_roles WHERE rolname = current_user') || fail 'the database does not answer'
[[ $may == t ]] || fail "$master of DATABASE_DIRECT_URL may not make roles"

# A table that a migration has given other rights to keeps them: the group is then in its list of rights.
as_master <<'SQL'
SELECT pg_advisory_lock(hashtext('database-users')) \g /dev/null

SELECT format('CREATE ROLE %I NOLOGIN', :'group')
  WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = :'group') \gexec
SELECT format('CREATE ROLE %I LOGIN IN ROLE %I', name, :'group') FROM unnest(string_to_array(:'users', ' ')) AS name
  WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = name) \gexec
SELECT format('ALTER ROLE %I LOGIN', rolname) FROM pg_roles
  WHERE rolname = ANY (string_to_array(:'users', ' ')) AND NOT rolcanlogin \gexec
-- A statement that nobody waits for any more. A job that needs longer says so: SET LOCAL statement_timeout.
SELECT format('ALTER ROLE %I SET statement_timeout = ''5min''', name) FROM unnest(string_to_array(:'users', ' ')) AS name \gexec

SELECT format('GRANT CONNECT, TEMPORARY ON DATABASE %I TO %I', current_database(), :'group') \gexec
SELECT format('GRANT USAGE ON SCHEMA %I TO %I', nspname, :'group') FROM pg_namespace
  WHERE nspname !~ '^pg_' AND nspname <> 'information_schema' AND pg_has_role(nspowner, 'USAGE') \gexec
SELECT format('GRANT %s %s TO %I',
    CASE relkind WHEN 'S' THEN 'USAGE, SELECT ON SEQUENCE' ELSE 'SELECT, INSERT, UPDATE, DELETE ON TABLE' END,
    pg_class.oid::regclass, :'group')
  FROM pg_class
  WHERE relowner = current_user::regrole AND relkind IN ('r', 'p', 'v', 'm', 'f', 'S')
    AND relnamespace::regnamespace::text !~ '^pg_'
    AND NOT EXISTS (SELECT FROM aclexplode(relacl) WHERE grantee = :'group'::regrole) \gexec
SELECT format('ALTER DEFAULT PRIVILEGES GRANT %s TO %I', rights, :'group') FROM (VALUES
  ('USAGE ON SCHEMAS'), ('SELECT, INSERT, UPDATE, DELETE ON TABLES'), ('USAGE, SELECT ON SEQUENCES')) AS future (rights) \gexec
SQL

for user in $USERS; do
  password=PASSWORD_$user
  if can_log_in "$user" "${!password}"; then
    log database-user-unchanged "user=$user"
  else
    set_password "$user" "${!password}"
    can_log_in "$user" "${!password}" || fail "$user cannot log in with its password"
    log database-user-password-set "user=$user"
  fi
done

unlisted=$(ask "SELECT member.rolname FROM pg_auth_members JOIN pg_roles AS member ON member.oid = pg_auth_members.member
  WHERE roleid = :'group'::regrole AND member.rolname ~ ('^' || :'group' || '_v[0-9]+\$')
    AND member.rolname <> ALL (string_to_array(:'users', ' '))")
for user in $unlisted; do
  ask "ALTER ROLE \"$user\" NOLOGIN"
  if [[ ${1:-} == terminate ]]; then
    # To end somebody's session takes that somebody's rights.
    ask "GRANT \"$user\" TO CURRENT_USER; SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE usename = '$user'" >/dev/null
  fi
  sessions=$(ask "SELECT count(*) FROM pg_stat_activity WHERE usename = '$user'")
  if ((sessions > 0)); then
    log database-user-still-connected "user=$user" "sessions=$sessions" 'hint=run it again later, or with the command terminate'
  else
    ask "DROP ROLE \"$user\""
    log database-user-removed "user=$user"
  fi
done
log database-users-succeeded "users=$USERS"

# Restores a backup into a database that is new or empty: BACKUP_OBJECT (by default the newest) into RESTORE_DATABASE, on
# the server of DATABASE_DIRECT_URL. No byte is decrypted before the whole object is verified to be what a backup signed.
# Then it is read again, verified again, and everything is loaded in one transaction or nothing. Nothing of it is on disk
# but the piece that is being read, so the size of a backup does not matter.
#
# With RESTORE_REPLACE, which is the name of RESTORE_DATABASE once more, that database may have rows: the backup is loaded
# beside it, and then takes its name. The present one stays, as `{name}_replaced_{time}`.
#
# With RESTORE_DRILL, the rows are counted and the database is dropped again.
#
# Exits with 75 where the object is archived: it was asked for, or is on its way.
operation=restore
readonly ARCHIVED=75
piece_bytes=${RESTORE_PIECE_BYTES:-268435456}

newest() {
  local found
  found=$(aws s3api list-objects-v2 --bucket "$BACKUP_BUCKET" --prefix database/ --output json \
    --query "max(Contents[?ends_with(Key, '.json')].Key || [''])") || fail 'the bucket cannot be listed'
  found=${found//'"'/}
  [[ $found == *.json ]] || fail 'the bucket has no backup'
  # The first format had no key in its name.
  [[ $found == *.key-*.json ]] && printf '%s' "${found%.json}.dump.zst.enc" || printf '%s' "${found%.json}.sql.gz.enc"
}

# Objects of DEEP_ARCHIVE and GLACIER are copied back before they can be read, which takes hours.
# https://docs.aws.amazon.com/AmazonS3/latest/userguide/restoring-objects-retrieval-options.html
unarchive() { # storage class, x-amz-restore
  [[ $1 == DEEP_ARCHIVE || $1 == GLACIER ]] || return 0
  [[ $2 != *'ongoing-request="false"'* ]] || return 0
  if [[ $2 != *'ongoing-request="true"'* ]]; then
    aws s3api restore-object --bucket "$BACKUP_BUCKET" --key "$object" --version-id "$version" \
      --restore-request "Days=7,GlacierJobParameters={Tier=${RESTORE_TIER:-Standard}}" >/dev/null ||
      fail 'the object is archived, and S3 does not bring it back'
    log restore-archive-requested "object=$object" "storageClass=$1" "tier=${RESTORE_TIER:-Standard}"
  fi
  log restore-waits-for-archive "object=$object" "storageClass=$1"
  exit $ARCHIVED
}

# The key is the one that signed: by the manifest's id, or any of them where the first format said none.
find_key() { # manifest
  local pair id known=''
  id=$(json "$1" keyId) || id=''
  for pair in $ENCRYPTION_SECRET_ARNS; do
    known+=" ${pair%%=*}"
    [[ -z $id || $id == "${pair%%=*}" ]] || continue
    read_encryption_key "${pair#*=}"
    [[ $(sign "$object" "$bytes" "$sha256") != "$(json "$1" hmac)" ]] || return 0
    [[ -z $id ]] || fail 'the signature does not match: another key, or a changed object'
  done
  [[ -n $id ]] || fail 'the signature does not match: another key, or a changed object'
  fail "the backup has key $id, and this task knows$known"
}

# The object's version that was found first, piece by piece: a read that breaks off is repeated for its piece alone, and a
# connection never waits for the database.
stream() {
  local first last try
  for ((first = 0; first < bytes; first = last + 1)); do
    last=$((first + piece_bytes < bytes ? first + piece_bytes - 1 : bytes - 1))
    for try in 1 2 3; do
      aws s3api get-object --bucket "$BACKUP_BUCKET" --key "$object" --version-id "$version" \
        --range "bytes=$first-$last" "$work/piece" >/dev/null && break
      ((try < 3)) || fail 'the object cannot be read'
      sleep $((try * 5))
    done
    cat "$work/piece"
  done
}

decrypt() {
  if [[ $object == *.sql.gz.enc ]]; then cipher -d | gunzip; else cipher -d | zstd --quiet --decompress; fi
}

# Once more, and no end of it without the same digest: so nothing is committed that was not verified.
verified() {
  local digest
  rm -f "$work/again"
  mkfifo "$work/again"
  sha256 <"$work/again" >"$work/sha256" &
  digest=$!
  stream | tee "$work/again" | decrypt
  wait "$digest"
  [[ $(<"$work/sha256") == "$sha256" ]] || fail 'the object changed while it was read'
}

# The line of JSON and the table of contents, which come first. What reads no further stops what writes.
read_head() {
  local entry='^[0-9]+; [0-9]+ [0-9]+ ' blobs rights last
  if [[ $object == *.sql.gz.enc ]]; then
    printf '{}' >"$work/globals"
    return
  fi
  (
    set +o pipefail
    stream 2>/dev/null | decrypt 2>/dev/null | {
      IFS= read -r line && printf '%s' "$line" >"$work/globals"
      tee "$work/head" | pg_restore --list >"$work/contents"
    }
  ) || fail 'the backup has no table of contents'
  # Comments of extensions belong to who made these: on RDS, not the master user. They are made with their comments.
  blobs='(BLOBS?|BLOB METADATA|COMMENT - LARGE OBJECTS?) '
  rights='(ACL|DEFAULT ACL|MATERIALIZED VIEW DATA) '
  last='(COMMENT - )?(EVENT TRIGGER|PUBLICATION|PUBLICATION TABLES? IN SCHEMA|PUBLICATION TABLE|SUBSCRIPTION) '
  grep -Ev "$entry($blobs|$rights|$last|COMMENT - EXTENSION )" "$work/contents" >"$work/contents-main"
  grep -E "$entry$blobs" "$work/contents" >"$work/contents-blobs" || true
  grep -E "$entry$rights" "$work/contents" >"$work/contents-rights" || true
  grep -E "$entry$last" "$work/contents" >"$work/contents-last" || true
}

# psql, connected to a database of the server.
sql() { # database argument...
  local url
  url=$(url_of "$1")
  database_url=$url with_database psql --no-psqlrc --quiet --tuples-only --no-align --set=ON_ERROR_STOP=1 "${@:2}"
}

url_of() { # database
  [[ $database_url =~ ^(postgres(ql)?://[^/]+)(/[^?]*)?(\?.*)?$ ]] || fail 'DATABASE_DIRECT_URL names no server'
  printf '%s' "${BASH_REMATCH[1]}/$1${BASH_REMATCH[4]}"
}

globals() {
  functions
  printf '%s\n' '\set globals `cat "$work/globals"`'
}

make_roles() {
  { globals && printf '%s\n' "SELECT pg_temp.make_roles(:'globals');"; } | sql "$SERVER" >/dev/null
}

make_database() { # name
  { globals && printf '%s\n' "SELECT pg_temp.create_database('$1', :'globals') \\gexec"; } | sql "$SERVER"
}

# Of the whole backup, what a list has.
rows() { # list
  # pg_restore needs no end of its input, and so may not see it.
  verified | { IFS= read -r _ && pg_restore --file=- --use-list="$1" && cat >/dev/null; }
}

# Of the table of contents, what a list has; nothing where it is empty.
entries() { # list
  [[ ! -s $1 ]] || pg_restore --file=- --use-list="$1" "$work/head"
}

statements() {
  globals
  if [[ $object == *.sql.gz.enc ]]; then
    verified
    return
  fi
  printf '%s\n' 'SELECT pg_temp.let_own(true);'
  rows "$work/contents-main"
  # pg_restore commits after large objects. Nothing else is in their list, so such a line is no part of a row or a function.
  [[ ! -s $work/contents-blobs ]] || rows "$work/contents-blobs" | sed -E '/^(BEGIN|COMMIT);$/d'
  printf '%s\n' 'SELECT pg_temp.let_own(false);'
  entries "$work/contents-rights"
  # What needs more than the master user may be: without it, the rest is of use.
  printf '%s\n' '\set ON_ERROR_STOP off' '\set ON_ERROR_ROLLBACK on'
  entries "$work/contents-last"
  printf '%s\n' '\set ON_ERROR_ROLLBACK off' '\set ON_ERROR_STOP on' "SELECT pg_temp.set_up_database(:'globals');"
  printf "COMMENT ON DATABASE \"%s\" IS '%s';\n" "$into" "$mark"
}

load() {
  sql "$into" --single-transaction >/dev/null
}

exists() { # database
  local known
  known=$(ask "SELECT count(*) FROM pg_database WHERE datname = '$1'") || fail 'the server does not answer'
  [[ $known == 1 ]]
}

# Relations of one's own: some servers have extensions in each new database.
is_empty() { # database
  local count
  count=$(sql "$1" <<<"SELECT count(*) FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace
    WHERE nspname <> 'information_schema' AND nspname !~ '^pg_'
    AND NOT EXISTS (SELECT FROM pg_depend WHERE classid = 'pg_class'::regclass AND objid = c.oid AND deptype = 'e')") ||
    fail "the database $1 does not answer"
  ((count == 0))
}

# The present database goes on under another name.
replace() {
  local aside
  aside=${RESTORE_DATABASE}_replaced_$(date -u +%Y%m%d%H%M%S)
  # Not in one transaction: whoever is disconnected would connect again.
  sql "$SERVER" >/dev/null <<SQL
ALTER DATABASE "$RESTORE_DATABASE" ALLOW_CONNECTIONS false;
SELECT pg_terminate_backend(pid) FROM pg_stat_activity JOIN pg_roles ON rolname = usename
  WHERE datname = '$RESTORE_DATABASE' AND NOT rolsuper;
BEGIN;
ALTER DATABASE "$RESTORE_DATABASE" RENAME TO "$aside";
ALTER DATABASE "$into" RENAME TO "$RESTORE_DATABASE";
COMMENT ON DATABASE "$RESTORE_DATABASE" IS NULL;
ALTER DATABASE "$aside" ALLOW_CONNECTIONS true;
COMMIT;
SQL
  log restore-replaced "database=$RESTORE_DATABASE" "present=$aside"
}

drill() {
  local tables rows counted
  counted=$({ functions && printf 'SELECT pg_temp.count_rows();\n'; } | sql "$into" | tail -n 1) ||
    fail 'the rows cannot be counted'
  read -r tables rows <<<"$counted"
  log restore-counted "tables=$tables" "rows=$rows"
  sql "$SERVER" <<<"DROP DATABASE \"$into\"" || fail "the database $into cannot be dropped"
  ((tables > 0)) || fail 'the backup has no table'
}

# A load is one transaction: what is left at most is a new, empty database, which the next try takes.
undo() {
  [[ $step != replace ]] || ask "ALTER DATABASE \"$RESTORE_DATABASE\" ALLOW_CONNECTIONS true"
}

# Databases are made and renamed from here: one that each server has, and that is not the application's.
readonly SERVER=postgres

check_image

step=input
[[ ${RESTORE_DATABASE:-} =~ ^[a-z_][a-z0-9_]{0,62}$ && $RESTORE_DATABASE != "$SERVER" ]] ||
  fail 'RESTORE_DATABASE must name a database in lowercase letters, digits and underscores'
[[ -z ${RESTORE_REPLACE:-} || $RESTORE_REPLACE == "$RESTORE_DATABASE" ]] ||
  fail 'RESTORE_REPLACE must be the name of RESTORE_DATABASE once more'
((${#RESTORE_DATABASE} <= 38)) || fail 'RESTORE_DATABASE must have 38 characters at most, for a time is added to it'

[[ -z ${RESTORE_DRILL:-} || -z ${RESTORE_REPLACE:-} ]] || fail 'a drill replaces nothing: RESTORE_DRILL or RESTORE_REPLACE'

step=find
object=${BACKUP_OBJECT:-}
[[ -n $object ]] || object=$(newest)
[[ $object =~ ^[A-Za-z0-9/._-]+\.(dump\.zst|sql\.gz)\.enc$ ]] || fail 'BACKUP_OBJECT is no name of a backup'
log restore-started "object=$object" "database=$RESTORE_DATABASE"
base=${object%.enc}
base=${base%.*.*}
aws s3 cp "s3://$BACKUP_BUCKET/$base.json" "$work/manifest" --only-show-errors ||
  fail 'the object has no signature: it is no complete backup'
head=$(aws s3api head-object --bucket "$BACKUP_BUCKET" --key "$object" --output text \
  --query '[ContentLength, VersionId, StorageClass, Restore]') || fail 'the object cannot be read'
IFS=$'\t' read -r length version storage_class archive <<<"$head"

step=verify
manifest=$(<"$work/manifest")
bytes=$(json "$manifest" bytes) && sha256=$(json "$manifest" sha256) || fail 'the signature cannot be read'
find_key "$manifest"
[[ $length == "$bytes" ]] || fail 'the object is not as long as the backup was'
unarchive "$storage_class" "$archive"
[[ $(stream | sha256) == "$sha256" ]] || fail 'the object is not what the backup wrote'
log restore-verified "object=$object" "bytes=$bytes" "seconds=$SECONDS"

step=database
read_database_url
database_url=$(url_of "$SERVER")
# pg_restore sets parameters that an earlier server refuses.
client=$(pg_restore --version)
[[ $client =~ \)\ ([0-9]+) ]] || fail 'pg_restore has no version'
client=${BASH_REMATCH[1]}
server=$(ask 'SHOW server_version_num') || fail 'the server does not answer'
((client <= server / 10000)) || fail "the image has PostgreSQL $client's client, which is later than the server: $((server / 10000))"
into=$RESTORE_DATABASE
mark="restored from $object"
if exists "$into" && ! is_empty "$into"; then
  [[ -n ${RESTORE_REPLACE:-} ]] || fail 'the database is not empty; name a new one, or repeat its name in RESTORE_REPLACE'
  stamp=${object##*/}
  stamp=${stamp%%Z*}
  into=${RESTORE_DATABASE}_restored_${stamp//T/}
fi
read_head
make_roles || fail 'the roles cannot be made'
exists "$into" || make_database "$into" || fail 'the database cannot be made'

step=load
found=$(ask "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = '$into'")
if [[ $found != "$mark" || $into == "$RESTORE_DATABASE" ]]; then
  is_empty "$into" || fail "the database $into is not empty: drop it first"
  feed load statements
fi

if [[ -n ${RESTORE_DRILL:-} ]]; then
  step=drill
  drill
elif [[ $into != "$RESTORE_DATABASE" ]]; then
  step=replace
  replace || fail "the names cannot be changed: the backup is in $into"
fi
log restore-succeeded "object=$object" "database=$RESTORE_DATABASE" "seconds=$SECONDS"

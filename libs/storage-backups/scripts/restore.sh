# Restores a backup into a new database: BACKUP_OBJECT (by default the newest) into RESTORE_DATABASE, on the server of
# DATABASE_DIRECT_URL. Nothing reaches the database before the whole object is verified to be what a backup signed, and
# then everything does or nothing.
operation=restore

fetch() { # object file
  aws s3 cp "s3://$BACKUP_BUCKET/$1" "$2" --only-show-errors
}

newest() {
  local found
  found=$(aws s3api list-objects-v2 --bucket "$BACKUP_BUCKET" --prefix database/ --output json \
    --query "max(Contents[?ends_with(Key, '.json')].Key || [''])") || fail 'the bucket cannot be listed'
  found=${found//'"'/}
  [[ $found == *.json ]] || fail 'the bucket has no backup'
  printf '%s' "${found%.json}.sql.gz.enc"
}

decrypt() {
  cipher -d -in "$work/backup" | gunzip
}

load() {
  with_database psql --no-psqlrc --quiet --single-transaction --set=ON_ERROR_STOP=1 >/dev/null
}

# One transaction needs no undoing: what is left at most is a new, empty database, which the next try takes.
undo() {
  :
}

need aws cut gunzip mkfifo openssl psql sed wc

step=secrets
[[ ${RESTORE_DATABASE:-} =~ ^[a-z_][a-z0-9_]{0,62}$ ]] ||
  fail 'RESTORE_DATABASE must name a new database in lowercase letters, digits and underscores'
read_encryption_key
read_database_url

step=verify
object=${BACKUP_OBJECT:-}
[[ -n $object ]] || object=$(newest)
log restore-started "object=$object" "database=$RESTORE_DATABASE"
fetch "${object%.sql.gz.enc}.json" "$work/manifest" || fail 'the object has no signature: it is no complete backup'
fetch "$object" "$work/backup" || fail 'the object cannot be read'
manifest=$(<"$work/manifest")
bytes=$(($(wc -c <"$work/backup")))
sha256=$(sha256 <"$work/backup")
[[ $bytes == "$(json "$manifest" bytes)" ]] || fail 'the object is not as long as the backup was'
[[ $sha256 == "$(json "$manifest" sha256)" ]] || fail 'the object is not what the backup wrote'
hmac=$(sign "$object" "$bytes" "$sha256")
[[ $hmac == "$(json "$manifest" hmac)" ]] ||
  fail 'the signature does not match: another key, or a changed object'

step=database
known=$(ask "SELECT count(*) FROM pg_database WHERE datname = '$RESTORE_DATABASE'") || fail 'the server does not answer'
[[ $known == 1 ]] || ask "CREATE DATABASE $RESTORE_DATABASE TEMPLATE template0"
[[ $database_url =~ ^(postgres(ql)?://[^/]+)(/[^?]*)?(\?.*)?$ ]] || fail 'DATABASE_DIRECT_URL names no database'
database_url=${BASH_REMATCH[1]}/$RESTORE_DATABASE${BASH_REMATCH[4]}
tables=$(ask "SELECT count(*) FROM pg_class JOIN pg_namespace n ON n.oid = relnamespace
  WHERE nspname <> 'information_schema' AND nspname !~ '^pg_'")
[[ $tables == 0 ]] || fail 'the database is not empty'

step=load
feed load decrypt
log restore-succeeded "object=$object" "database=$RESTORE_DATABASE" "seconds=$SECONDS"

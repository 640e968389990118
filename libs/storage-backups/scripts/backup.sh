# Dumps the database into the bucket: pg_dump | gzip | openssl | aws, in one stream, with nothing on disk.
#
# A backup is an object `database/….sql.gz.enc` and beside it `database/….json`, which is written last, says how large
# the object is and what its digest is, and is signed with the encryption key. What has no such neighbour is no backup.
# Arguments go to pg_dump.
operation=backup
object=''
options=("$@")

dump() {
  with_database pg_dump --lock-wait-timeout=600000 ${options[@]+"${options[@]}"} |
    gzip |
    cipher -e |
    tee "$work/digest" "$work/count"
}

upload() {
  aws s3 cp - "s3://$BACKUP_BUCKET/$object" --only-show-errors --expected-size "$expected_bytes" \
    --sse aws:kms --sse-kms-key-id "$BACKUP_KMS_KEY_ARN"
}

# The parts of an upload that was cut off: no object, but stored until the lifecycle rule finds them.
undo() {
  local id
  [[ -n $object ]] || return 0
  for id in $(aws s3api list-multipart-uploads --bucket "$BACKUP_BUCKET" --prefix "$object" \
    --query 'Uploads[].UploadId' --output text 2>/dev/null); do
    [[ $id == None ]] ||
      aws s3api abort-multipart-upload --bucket "$BACKUP_BUCKET" --key "$object" --upload-id "$id" 2>/dev/null
  done
}

need aws cut date gzip mkfifo openssl pg_dump psql sed tee wc

step=secrets
read_encryption_key
read_database_url

step=connect
# More than the dump will be when it is compressed; the CLI makes the parts large enough for it.
expected_bytes=$(ask 'SELECT pg_database_size(current_database())') || fail 'the database does not answer'
version=$(pg_dump --version)

step=stream
name=database/$(date -u +%Y/%m/%d/%Y%m%dT%H%M%SZ)-$(openssl rand -hex 4)
object=$name.sql.gz.enc
log backup-started "object=$object" "databaseBytes=$expected_bytes"
mkfifo "$work/digest" "$work/count"
set -m
sha256 <"$work/digest" >"$work/sha256" &
digest=$!
wc -c <"$work/count" >"$work/bytes" &
count=$!
started=("$digest" "$count")
set +m
feed upload dump
wait "$digest"
wait "$count"

step=sign
bytes=$(($(<"$work/bytes")))
sha256=$(<"$work/sha256")
hmac=$(sign "$object" "$bytes" "$sha256")
printf '{"object":"%s","bytes":%s,"sha256":"%s","hmac":"%s","pgDump":"%s"}\n' \
  "$object" "$bytes" "$sha256" "$hmac" "$version" >"$work/manifest"
aws s3 cp "$work/manifest" "s3://$BACKUP_BUCKET/$name.json" --only-show-errors --content-type application/json \
  --sse aws:kms --sse-kms-key-id "$BACKUP_KMS_KEY_ARN" || fail 'the signature cannot be written'

log backup-succeeded "object=$object" "bytes=$bytes" "seconds=$SECONDS"

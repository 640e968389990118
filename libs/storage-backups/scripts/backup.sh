# Dumps the database into the bucket: pg_dump | zstd | openssl | aws, in one stream, with nothing on disk.
#
# A backup is an object `database/….key-{id}.dump.zst.enc` and beside it `database/….json`, which is written last, says
# how large the object is and what its digest is, and is signed with the encryption key. What has no such neighbour is no
# backup. Inside, a line of JSON has what a dump of one database leaves out; pg_dump's custom format follows.
# Arguments go to pg_dump.
operation=backup
object=''
options=("$@")

# Roles and what belongs to the database itself, without passwords: a master user of RDS reads none. What only some
# versions have in their catalogs is read as JSON.
globals() {
  with_database psql --no-psqlrc --quiet --tuples-only --no-align --set=ON_ERROR_STOP=1 <<'SQL'
WITH role AS (
  -- RDS makes its own in every instance.
  SELECT * FROM pg_roles WHERE NOT rolsuper AND rolname !~ '^(pg_|rds)'
), this AS (
  SELECT *, to_jsonb(d) AS document FROM pg_database d WHERE datname = current_database()
)
SELECT jsonb_build_object(
  'roles', (SELECT jsonb_agg(to_jsonb(role) || jsonb_build_object('owns', EXISTS (SELECT FROM pg_shdepend
      WHERE refclassid = 'pg_authid'::regclass AND refobjid = role.oid AND deptype = 'o' AND dbid = this.oid))
      ORDER BY rolname) FROM role, this),
  'memberships', (SELECT jsonb_agg(to_jsonb(m) || jsonb_build_object('role', r.rolname,
      'member', nullif(role.rolname, current_user)))
    FROM pg_auth_members m JOIN pg_roles r ON r.oid = m.roleid JOIN role ON role.oid = m.member
    -- Since PostgreSQL 16, whoever makes a role administers it, by a membership that a restore makes anew.
    WHERE NOT r.rolsuper AND (to_jsonb(m) ->> 'inherit_option' IS DISTINCT FROM 'false'
      OR to_jsonb(m) ->> 'set_option' IS DISTINCT FROM 'false')),
  'database', (SELECT document || jsonb_build_object('encoding', pg_encoding_to_char(encoding),
      'owner', pg_get_userbyid(datdba)) FROM this),
  'settings', (SELECT jsonb_agg(jsonb_build_object('role', role.rolname, 'settings', setconfig))
    FROM this JOIN pg_db_role_setting ON setdatabase = this.oid LEFT JOIN role ON role.oid = setrole
    WHERE setrole = 0 OR role.oid IS NOT NULL),
  'grants', (SELECT jsonb_agg(jsonb_build_object('grantee', role.rolname, 'privilege', acl.privilege_type,
      'grantable', acl.is_grantable))
    FROM this, aclexplode(datacl) acl LEFT JOIN role ON role.oid = acl.grantee
    WHERE acl.grantee <> datdba AND (acl.grantee = 0 OR role.oid IS NOT NULL)));
SQL
}

dump() {
  { printf '%s\n' "$globals" && with_database pg_dump --lock-wait-timeout=600000 ${options[@]+"${options[@]}"} \
    --format=custom --compress=0; } |
    zstd --quiet -3 |
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

check_image

step=secrets
read_encryption_key "$ENCRYPTION_SECRET_ARN"
read_database_url

step=connect
# More than the dump will be when it is compressed; the CLI makes the parts large enough for it.
expected_bytes=$(ask 'SELECT pg_database_size(current_database())') || fail 'the database does not answer'
globals=$(globals) || fail 'the roles cannot be read'
version=$(pg_dump --version)

step=stream
name=database/$(date -u +%Y/%m/%d/%Y%m%dT%H%M%SZ)-$(openssl rand -hex 4).key-$ENCRYPTION_KEY_ID
object=$name.dump.zst.enc
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
printf '{"object":"%s","bytes":%s,"sha256":"%s","hmac":"%s","keyId":"%s","databaseBytes":%s,"pgDump":"%s"}\n' \
  "$object" "$bytes" "$sha256" "$hmac" "$ENCRYPTION_KEY_ID" "$expected_bytes" "$version" >"$work/manifest"
aws s3 cp "$work/manifest" "s3://$BACKUP_BUCKET/$name.json" --only-show-errors --content-type application/json \
  --sse aws:kms --sse-kms-key-id "$BACKUP_KMS_KEY_ARN" || fail 'the signature cannot be written'

log backup-succeeded "object=$object" "bytes=$bytes" "seconds=$SECONDS"

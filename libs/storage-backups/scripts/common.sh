# What a backup and its restore share.
#
# No secret is ever an argument, for arguments stand in the process list. Secrets are variables of this shell; each
# reaches the one program that needs it through that program's environment.
set -euo pipefail
umask 077
export AWS_PAGER=''
# Printable characters in JSON's escapes are the same ones here.
export LC_CTYPE=C.UTF-8

work=$(mktemp -d)
export work
step=start
started=()

# One line of JSON. CloudWatch counts by `event`; values are names, numbers and digests, never what a tool said.
log() { # event name=value...
  local line="{\"event\":\"$1\"" pair value
  for pair in "${@:2}"; do
    value=${pair#*=}
    [[ $value =~ ^[0-9]+$ ]] || value="\"$value\""
    line+=",\"${pair%%=*}\":$value"
  done
  printf '%s}\n' "$line"
}

# The first reason is the one; in a file, for a subshell may say it.
fail() { # reason
  [[ -e $work/reason ]] || printf '%s' "$1" >"$work/reason"
  exit 1
}

# Whatever ends the script, nothing that it started goes on, and a failure is one line in the log.
finish() {
  local status=$? job
  trap - EXIT
  trap '' TERM INT
  for job in ${started[@]+"${started[@]}"}; do kill -KILL -- "-$job" || true; done 2>/dev/null
  wait 2>/dev/null || true
  # What is archived is no failure.
  if ((status != 0 && status != ${ARCHIVED:-0})); then
    undo || true
    [[ -e $work/reason ]] || printf 'a command failed' >"$work/reason"
    log "$operation-failed" "step=$step" "reason=$(<"$work/reason")"
  fi
  rm -rf "$work"
  exit "$status"
}
trap finish EXIT
trap 'fail "stopped from outside"' TERM INT

# What WRITER writes, READER reads. READER sees the end of it only after WRITER succeeded: the shell holds the pipe open
# until then, and a READER that waits for more is killed. So half of something is never taken for the whole.
feed() { # reader writer
  local reader writer
  mkfifo "$work/feed"
  # A job is then a process group of its own, and is killed as a whole.
  set -m
  "$1" <"$work/feed" &
  reader=$!
  started+=("$reader")
  exec 3>"$work/feed"
  "$2" >&3 &
  writer=$!
  started+=("$writer")
  set +m
  wait "$writer" || fail "$2 failed, or $1 stopped reading"
  exec 3>&-
  wait "$reader" || fail "$1 failed"
}

# The image contract, for all of the scripts: docs/images.md.
programs=(aws cat cut date grep gunzip head mkfifo mktemp openssl pg_dump pg_restore psql sed sleep tail tee wc zstd)

check_image() {
  local program missing=''
  ((BASH_VERSINFO[0] * 100 + BASH_VERSINFO[1] >= 404)) || missing=' bash-4.4'
  for program in "${programs[@]}"; do command -v "$program" >/dev/null || missing+=" $program"; done
  [[ -z $missing ]] || fail "the image lacks$missing"
}

# The text under a key of a JSON document. Terraform escapes & as \u0026, so escapes are read.
json() { # document key
  local pattern="\"$2\"[[:space:]]*:[[:space:]]*(\"(([^\"\\\\]|\\\\.)*)\"|([0-9]+))" text
  [[ $1 =~ $pattern ]] || return 1
  text=${BASH_REMATCH[2]}${BASH_REMATCH[4]}
  text=${text//'\\'/'\x5c'}
  text=${text//'\/'/'/'}
  printf '%b' "${text//'\"'/'\x22'}"
}

secret() { # arn key
  local document
  document=$(aws secretsmanager get-secret-value --secret-id "$1" --query SecretString --output text) ||
    fail "the secret of $2 cannot be read"
  json "$document" "$2" || fail "the secret has no key $2"
}

read_encryption_key() { # arn
  encryption_key=$(secret "$1" BACKUP_ENCRYPTION_KEY)
  ((${#encryption_key} >= 32)) || fail 'BACKUP_ENCRYPTION_KEY has less than 32 characters'
}

# Takes the password out of the URL: the rest may be an argument.
read_database_url() {
  local url pattern='^(postgres(ql)?://[^:@/?]+):([^@/?]*)@([^?]+)(\?.*)?$'
  url=$(secret "$DATABASE_SECRET_ARN" DATABASE_DIRECT_URL)
  [[ $url =~ $pattern ]] || fail 'DATABASE_DIRECT_URL is not postgres://user:password@host:port/database'
  database_url=${BASH_REMATCH[1]}@${BASH_REMATCH[4]}${BASH_REMATCH[5]}
  database_password=${BASH_REMATCH[3]//'\'/'\x5c'}
  database_password=$(printf '%b' "${database_password//%/'\x'}")
  [[ ! $database_url =~ [?\&]password= ]] || fail 'DATABASE_DIRECT_URL has its password among the parameters'
}

# A program that connects to the database, and never asks for a password.
with_database() { # program argument...
  PGPASSWORD=$database_password PGAPPNAME="$operation" "$1" --no-password --dbname="$database_url" "${@:2}"
}

ask() { # sql
  with_database psql --no-psqlrc --quiet --tuples-only --no-align --set=ON_ERROR_STOP=1 <<<"$1"
}

cipher() { # argument...
  BACKUP_ENCRYPTION_KEY=$encryption_key openssl enc -aes-256-cbc -md sha256 -pbkdf2 -iter 600000 \
    -pass env:BACKUP_ENCRYPTION_KEY "$@"
}

sha256() {
  openssl dgst -sha256 -r | cut -c1-64
}

# The signature of a backup: HMAC-SHA256 (RFC 2104) over its name, size and digest, for CBC authenticates nothing. The key
# of the signature is derived for this name alone. `openssl dgst -hmac` would want it as an argument.
sign() { # object bytes sha256
  local salt key inner='' outer='' byte i
  salt=$(printf '%s' "$1" | sha256)
  key=$(cipher -S "${salt:0:16}" -P | sed -n 's/^key=//p')
  ((${#key} == 64)) || fail 'no key could be derived'
  key+=$(printf '%064d' 0)
  for ((i = 0; i < 128; i += 2)); do
    byte=$((16#${key:i:2}))
    printf -v inner '%s\\x%02x' "$inner" $((byte ^ 0x36))
    printf -v outer '%s\\x%02x' "$outer" $((byte ^ 0x5c))
  done
  { printf '%b' "$outer" && { printf '%b' "$inner" && printf '%s %s %s' "$@"; } | openssl dgst -sha256 -binary; } | sha256
}

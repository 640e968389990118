# Whether an image can run the backup and the restore: `docker run --rm --entrypoint bash IMAGE -c "$(this script)"`.
operation=image-check

undo() {
  :
}

check_image
log image-has-all "postgres=$(pg_dump --version)" "aws=$(aws --version | cut -d' ' -f1)"

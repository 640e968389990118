-- What a restore calls in the database, for the length of a session. `given` is the line of JSON that the backup begins with.

-- What the master user of RDS may not do is said, and the rest goes on.
CREATE FUNCTION pg_temp.attempt(statement text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE statement;
EXCEPTION WHEN OTHERS THEN
  RAISE WARNING 'not restored: % (%)', statement, SQLERRM;
END $$;

-- The elements of an array; none of what is no array.
CREATE FUNCTION pg_temp.each(given jsonb) RETURNS SETOF jsonb LANGUAGE sql AS
  'SELECT jsonb_array_elements(CASE jsonb_typeof(given) WHEN ''array'' THEN given ELSE ''[]'' END)';

CREATE FUNCTION pg_temp.settings(target text, given jsonb) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  setting text; name text; value text;
BEGIN
  FOR setting IN SELECT pair #>> '{}' FROM pg_temp.each(given) pair LOOP
    name := split_part(setting, '=', 1);
    value := substr(setting, strpos(setting, '=') + 1);
    -- Lists are kept with their quotes.
    -- https://github.com/postgres/postgres/blob/REL_16_STABLE/src/bin/pg_dump/dumputils.c (variable_is_guc_list_quote)
    IF lower(name) NOT IN ('local_preload_libraries', 'search_path', 'session_preload_libraries', 'temp_tablespaces') THEN
      value := quote_literal(value);
    END IF;
    PERFORM pg_temp.attempt(format('ALTER %s SET %I TO %s', target, name, value));
  END LOOP;
END $$;

-- Roles that the server has stay as they are; new ones have no password. The master user becomes a member of each that owns
-- something in the database, or it could not make that.
CREATE FUNCTION pg_temp.make_roles(given jsonb) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  role jsonb; membership jsonb; name text; attribute text; options text;
  may_become text := CASE WHEN current_setting('server_version_num')::int >= 160000 THEN 'SET' ELSE 'MEMBER' END;
BEGIN
  FOR role IN SELECT pg_temp.each(given -> 'roles') LOOP
    name := role ->> 'rolname';
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = name) THEN
      EXECUTE format('CREATE ROLE %I CONNECTION LIMIT %s', name, role ->> 'rolconnlimit')
        || CASE WHEN (role ->> 'rolcanlogin')::boolean THEN ' LOGIN' ELSE '' END
        || CASE WHEN (role ->> 'rolinherit')::boolean THEN '' ELSE ' NOINHERIT' END;
      FOREACH attribute IN ARRAY ARRAY['createdb', 'createrole', 'replication', 'bypassrls'] LOOP
        CONTINUE WHEN NOT (role ->> ('rol' || attribute))::boolean;
        PERFORM pg_temp.attempt(format('ALTER ROLE %I %s', name, attribute));
      END LOOP;
      IF role ->> 'rolvaliduntil' IS NOT NULL THEN
        PERFORM pg_temp.attempt(format('ALTER ROLE %I VALID UNTIL %L', name, role ->> 'rolvaliduntil'));
      END IF;
      PERFORM pg_temp.settings(format('ROLE %I', name), role -> 'rolconfig');
    END IF;
    IF (role ->> 'owns')::boolean AND name <> current_user AND NOT (pg_has_role(name, 'USAGE') AND pg_has_role(name, may_become)) THEN
      PERFORM pg_temp.attempt(format('GRANT %I TO CURRENT_USER', name));
    END IF;
  END LOOP;
  FOR membership IN SELECT pg_temp.each(given -> 'memberships') LOOP
    -- The master user of this server, whatever the other one's was called.
    name := coalesce(membership ->> 'member', current_user);
    -- Since PostgreSQL 16, whoever makes a role has a membership that only administers it.
    CONTINUE WHEN EXISTS (SELECT FROM pg_auth_members m WHERE pg_get_userbyid(roleid) = membership ->> 'role'
      AND pg_get_userbyid(member) = name AND (to_jsonb(m) ->> 'inherit_option' IS DISTINCT FROM 'false'
        OR to_jsonb(m) ->> 'set_option' IS DISTINCT FROM 'false'));
    -- The last two are options of a membership since PostgreSQL 16.
    options := concat_ws(', ', CASE WHEN (membership ->> 'admin_option')::boolean THEN 'ADMIN OPTION' END,
      CASE WHEN NOT (membership ->> 'inherit_option')::boolean THEN 'INHERIT FALSE' END,
      CASE WHEN NOT (membership ->> 'set_option')::boolean THEN 'SET FALSE' END);
    PERFORM pg_temp.attempt(format('GRANT %I TO %I', membership ->> 'role', name)
      || CASE options WHEN '' THEN '' ELSE ' WITH ' || options END);
  END LOOP;
END $$;

-- The statement for a database with the encoding and the sort order that the other one had.
CREATE FUNCTION pg_temp.create_database(name text, given jsonb) RETURNS text LANGUAGE sql AS $$
  SELECT concat('CREATE DATABASE ', quote_ident(name), ' TEMPLATE template0', ' ENCODING ' || quote_literal(d ->> 'encoding'),
    ' LC_COLLATE ' || quote_literal(d ->> 'datcollate'), ' LC_CTYPE ' || quote_literal(d ->> 'datctype'),
    CASE d ->> 'datlocprovider' WHEN 'i' THEN ' LOCALE_PROVIDER icu ICU_LOCALE '
      WHEN 'b' THEN ' LOCALE_PROVIDER builtin BUILTIN_LOCALE ' END
      || quote_literal(coalesce(d ->> 'datlocale', d ->> 'daticulocale')))
  FROM (SELECT given -> 'database') AS database(d)
$$;

-- Whoever becomes the owner of something must at that moment be allowed to make things in its schema, and pg_restore gives
-- rights last. So every role may, for as long as the load takes.
CREATE FUNCTION pg_temp.let_own(allowed boolean) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  owner record; schema record;
BEGIN
  FOR owner IN SELECT oid, quote_ident(rolname) AS name FROM pg_roles
    WHERE NOT rolsuper AND rolname !~ '^(pg_|rds)' AND rolname <> current_user AND pg_has_role(oid, 'USAGE') LOOP
    IF allowed THEN
      EXECUTE format('GRANT USAGE, CREATE ON SCHEMA public TO %s', owner.name);
      EXECUTE format('ALTER DEFAULT PRIVILEGES GRANT USAGE, CREATE ON SCHEMAS TO %s', owner.name);
      CONTINUE;
    END IF;
    EXECUTE format('ALTER DEFAULT PRIVILEGES REVOKE USAGE, CREATE ON SCHEMAS FROM %s', owner.name);
    FOR schema IN SELECT quote_ident(nspname) AS name FROM pg_namespace
      WHERE nspname !~ '^pg_' AND nspname <> 'information_schema' AND nspowner <> owner.oid LOOP
      EXECUTE format('REVOKE USAGE, CREATE ON SCHEMA %s FROM %s', schema.name, owner.name);
    END LOOP;
  END LOOP;
END $$;

-- What belongs to the database, and is in no dump of it.
CREATE FUNCTION pg_temp.set_up_database(given jsonb) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  each jsonb; this text := format('DATABASE %I', current_database());
BEGIN
  FOR each IN SELECT pg_temp.each(given -> 'settings') LOOP
    PERFORM pg_temp.settings(coalesce('ROLE ' || quote_ident(each ->> 'role') || ' IN ', '') || this, each -> 'settings');
  END LOOP;
  IF given #>> '{database,datacl}' IS NOT NULL THEN
    PERFORM pg_temp.attempt(format('REVOKE ALL ON %s FROM PUBLIC', this));
  END IF;
  FOR each IN SELECT pg_temp.each(given -> 'grants') LOOP
    PERFORM pg_temp.attempt(format('GRANT %s ON %s TO %s', each ->> 'privilege', this,
      coalesce(quote_ident(each ->> 'grantee'), 'PUBLIC'))
      || CASE WHEN (each ->> 'grantable')::boolean THEN ' WITH GRANT OPTION' ELSE '' END);
  END LOOP;
END $$;

-- How many rows the tables have: what a drill looks at.
CREATE FUNCTION pg_temp.count_rows() RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  relation regclass; tables bigint := 0; rows bigint := 0; counted bigint;
BEGIN
  FOR relation IN SELECT c.oid FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace
    WHERE relkind = 'r' AND nspname <> 'information_schema' AND nspname !~ '^pg_'
    AND NOT EXISTS (SELECT FROM pg_depend WHERE classid = 'pg_class'::regclass AND objid = c.oid AND deptype = 'e') LOOP
    EXECUTE format('SELECT count(*) FROM %s', relation) INTO counted;
    tables := tables + 1;
    rows := rows + counted;
  END LOOP;
  RETURN tables || ' ' || rows;
END $$;

-- 0002 Sign-in: accounts, passwords, second factors, sessions, lock-out, one-time links.
--
-- A schema of its own with a role of its own. It stands outside the township policies, because nobody has a township
-- before signing in; in exchange the application's role `hulei_app` cannot even name its tables, and the identity
-- role can name nothing else. Five of the tables are written by the sign-in library (better-auth), which checks their
-- columns when it starts; platform/identity/library.ts maps its names to ours.
--
-- No statement of this schema compares with now(): every comparison takes the server's security clock as a parameter.

DO $$ BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'hulei_identity') THEN
    CREATE ROLE hulei_identity NOLOGIN NOBYPASSRLS;
  END IF;
EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; -- another database of the cluster was faster
END $$;

CREATE SCHEMA identity;
REVOKE ALL ON SCHEMA identity FROM PUBLIC;
GRANT USAGE ON SCHEMA identity TO hulei_identity;

CREATE TABLE identity.user_account (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  user_name text NOT NULL CONSTRAINT user_account_user_name_taken UNIQUE CHECK (user_name ~ '^[a-z0-9][a-z0-9.-]{2,29}$'),
  display_name text NOT NULL,
  requires_second_factor boolean NOT NULL DEFAULT false,
  second_factor_enrolled boolean NOT NULL DEFAULT false,
  password_set_at timestamptz,
  disabled_at timestamptz,
  email text NOT NULL UNIQUE,
  email_verified boolean NOT NULL DEFAULT false,
  image text,
  opened_in text,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL
);
COMMENT ON TABLE identity.user_account IS 'Who may sign in (账号). What a person may do follows from the posts held, which are not here.';
COMMENT ON COLUMN identity.user_account.password_set_at IS 'When the person chose a password; null while the one-time link is still out.';
COMMENT ON COLUMN identity.user_account.email IS 'The library demands one: always <id>@account.invalid, never shown, never written to.';
COMMENT ON COLUMN identity.user_account.image IS 'Of the library, unused.';
COMMENT ON COLUMN identity.user_account.opened_in IS 'Code of the township whose administrator opened it; null for accounts opened on the terminal. No foreign key: this role cannot name townships.';

CREATE TABLE identity.credential (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  user_id uuid NOT NULL REFERENCES identity.user_account (id) ON DELETE CASCADE,
  provider_id text NOT NULL,
  account_id text NOT NULL,
  password text,
  access_token text,
  refresh_token text,
  id_token text,
  access_token_expires_at timestamptz,
  refresh_token_expires_at timestamptz,
  scope text,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  UNIQUE (user_id, provider_id)
);
COMMENT ON TABLE identity.credential IS 'The password of an account as an argon2id hash (provider_id is always credential). The token columns are the library''s for other providers and stay empty.';

CREATE TABLE identity.session (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  user_id uuid NOT NULL REFERENCES identity.user_account (id) ON DELETE CASCADE,
  token text NOT NULL UNIQUE,
  ip_address text,
  user_agent text,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL
);
COMMENT ON TABLE identity.session IS 'Who is signed in. The browser''s cookie is the token signed with a secret that is not in the database, so a stolen dump opens no session.';
COMMENT ON COLUMN identity.session.updated_at IS 'Last seen, to the minute; the idle limit counts from it.';
COMMENT ON COLUMN identity.session.expires_at IS 'The absolute end; never moved.';
-- Ending an account's sessions, and listing them.
CREATE INDEX session_of_account ON identity.session (user_id);

CREATE TABLE identity.second_factor (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  user_id uuid NOT NULL UNIQUE REFERENCES identity.user_account (id) ON DELETE CASCADE,
  secret text NOT NULL,
  backup_codes text NOT NULL,
  verified boolean NOT NULL DEFAULT false,
  last_step bigint,
  failed_verification_count int NOT NULL DEFAULT 0,
  locked_until timestamptz
);
COMMENT ON TABLE identity.second_factor IS 'The TOTP secret and the unused backup codes of an account, encrypted with a secret that is not in the database. verified is false until the first code was right.';
COMMENT ON COLUMN identity.second_factor.last_step IS 'The 30-second step of the last code that was accepted; only a later one is accepted again, so a code read over a shoulder is worthless (RFC 6238, 5.2).';
COMMENT ON COLUMN identity.second_factor.failed_verification_count IS 'Of the library, unused as is locked_until: lock-out is identity.attempt.';

CREATE TABLE identity.challenge (
  id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  identifier text NOT NULL,
  value text NOT NULL,
  expires_at timestamptz NOT NULL,
  created_at timestamptz NOT NULL,
  updated_at timestamptz NOT NULL
);
COMMENT ON TABLE identity.challenge IS 'A sign-in whose password was right and whose second factor is awaited, for ten minutes; and the count of its tries.';
-- The challenge that a cookie names.
CREATE INDEX challenge_identifier ON identity.challenge (identifier);

CREATE TABLE identity.attempt (
  subject text PRIMARY KEY,
  failures int NOT NULL,
  last_at timestamptz NOT NULL,
  locked_until timestamptz
);
COMMENT ON TABLE identity.attempt IS 'Lock-out: failed tries in a row by user name and by network address. subject is a keyed hash, since people type passwords into the field for the name; names that do not exist are counted like those that do.';

CREATE TABLE identity.setup_link (
  token_hash bytea PRIMARY KEY,
  user_id uuid NOT NULL REFERENCES identity.user_account (id) ON DELETE CASCADE,
  created_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,
  used_at timestamptz
);
COMMENT ON TABLE identity.setup_link IS 'One-time links by which a person chooses a password. Only the SHA-256 of the token is kept; a newer link ends the older ones of the account.';
-- Ending the older links of an account.
CREATE INDEX setup_link_of_account ON identity.setup_link (user_id);

GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA identity TO hulei_identity;
-- Accounts are disabled, never removed: the act log names them.
REVOKE DELETE ON identity.user_account FROM hulei_identity;

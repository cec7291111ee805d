-- 0001 The ground that every register stands on: townships, data keys, the act log and its chain, receipts, read log.
--
-- Rules of this database (docs/ARCHITECTURE.md, "Scope is enforced by the database"):
-- * every tenant table has `township` first in its primary key, foreign keys and unique constraints;
-- * the application connects as a member of `hulei_app`, which owns nothing and cannot bypass row policies;
-- * row policies read the settings app.* that one module sets with SET LOCAL; without them nothing is visible.

DO $$ BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'hulei_app') THEN
    CREATE ROLE hulei_app NOLOGIN NOBYPASSRLS;
  END IF;
EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; -- another database of the cluster was faster
END $$;

REVOKE ALL ON SCHEMA public FROM PUBLIC;
GRANT USAGE ON SCHEMA public TO hulei_app;

CREATE TABLE township (
  code text PRIMARY KEY,
  name text NOT NULL,
  business_day date,
  created_at timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE township IS 'One tenant. business_day is set only for a demonstration, which then stands on that day.';

CREATE TABLE playbook_version (
  township text NOT NULL REFERENCES township (code),
  version int NOT NULL CHECK (version > 0),
  title text NOT NULL,
  source text NOT NULL,
  sha256 bytea NOT NULL,
  adopted_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (township, version)
);
COMMENT ON TABLE playbook_version IS 'The plan (方案) as data, each version as it was loaded; the highest version is in force.';

CREATE TABLE calendar_year (
  year int PRIMARY KEY,
  holidays date[] NOT NULL,
  make_up_days date[] NOT NULL,
  source text NOT NULL
);
COMMENT ON TABLE calendar_year IS 'Public holidays and make-up workdays by year, as announced by the State Council; a year that is not here is unknown, never guessed. Shared by all townships.';

-- Keys ------------------------------------------------------------------------------------------------------------

CREATE SCHEMA keyring;
GRANT USAGE ON SCHEMA keyring TO hulei_app;
CREATE TABLE keyring.data_key (
  township text NOT NULL REFERENCES township (code),
  owner uuid NOT NULL,
  wrapped bytea NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (township, owner)
);
COMMENT ON TABLE keyring.data_key IS 'One data key per person or household, wrapped under a master key that is not in the database. Left out of backups of content and kept apart, so that an erasure is not undone by a restore.';

-- The act log -----------------------------------------------------------------------------------------------------

CREATE TABLE chain_head (
  township text PRIMARY KEY REFERENCES township (code),
  seq bigint NOT NULL DEFAULT 0,
  hash bytea NOT NULL DEFAULT '\x0000000000000000000000000000000000000000000000000000000000000000'
);
COMMENT ON TABLE chain_head IS 'Last position and hash of each township''s act log; taken last in a transaction.';

CREATE TABLE act_log (
  township text NOT NULL REFERENCES township (code),
  seq bigint NOT NULL,
  id uuid NOT NULL,
  act text NOT NULL,
  account text NOT NULL,
  post uuid,
  role text NOT NULL,
  unit text NOT NULL,
  actor_name text NOT NULL,
  kind text NOT NULL,
  record uuid,
  parent uuid,
  happened_at timestamptz,
  recorded_at timestamptz,
  received_at timestamptz NOT NULL,
  logged_at timestamptz NOT NULL,
  changes_digest bytea NOT NULL,
  hash bytea NOT NULL,
  PRIMARY KEY (township, seq),
  UNIQUE (township, id)
);
COMMENT ON TABLE act_log IS 'Everything that changed anything (办理), append-only and hash-chained per township: hash = sha256(previous hash || sha256(entry)). received_at stands on the business clock, logged_at on the real one. Holds no content.';
-- The timeline of a record, newest first.
CREATE INDEX act_log_record ON act_log (township, record, seq DESC);
-- The log as an auditor reads it: by account.
CREATE INDEX act_log_account ON act_log (township, account, seq DESC);

CREATE TABLE act_change (
  township text NOT NULL,
  seq bigint NOT NULL,
  ordinal int NOT NULL,
  act uuid NOT NULL,
  kind text NOT NULL,
  record uuid NOT NULL,
  subject uuid,
  fields text[] NOT NULL,
  body bytea NOT NULL,
  PRIMARY KEY (township, seq, ordinal),
  FOREIGN KEY (township, seq) REFERENCES act_log (township, seq) DEFERRABLE INITIALLY DEFERRED
);
COMMENT ON TABLE act_change IS 'Before and after of each record that an act touched, with the reason; encrypted under the data key of the subject, so that erasing the key erases the content while the chain still verifies.';
-- The history of a record.
CREATE INDEX act_change_record ON act_change (township, record, seq DESC);

CREATE TABLE act_receipt (
  township text NOT NULL REFERENCES township (code),
  id uuid NOT NULL,
  account text NOT NULL,
  body_hash bytea NOT NULL,
  reply jsonb NOT NULL,
  at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (township, id)
);
COMMENT ON TABLE act_receipt IS 'The reply to each act, by the id that the client made: the same id and body gives the same reply, another body is refused.';

CREATE TABLE read_log (
  township text NOT NULL REFERENCES township (code),
  id uuid NOT NULL DEFAULT gen_random_uuid(),
  at timestamptz NOT NULL DEFAULT now(),
  account text NOT NULL,
  post uuid,
  role text NOT NULL,
  what text NOT NULL,
  kind text NOT NULL,
  record uuid,
  rows int NOT NULL,
  PRIMARY KEY (township, id)
);
COMMENT ON TABLE read_log IS 'Who read records of minors: one line for a list or an export, one for each file opened. No content.';
CREATE INDEX read_log_at ON read_log (township, at DESC); -- the auditor's page
CREATE INDEX read_log_record ON read_log (township, record, at DESC); -- who opened this file

-- Row policies ----------------------------------------------------------------------------------------------------

CREATE FUNCTION record_visible(of_township text, of_kind text, of_record uuid) RETURNS boolean
LANGUAGE plpgsql STABLE AS $$
DECLARE found boolean;
BEGIN
  -- Runs as the caller: the register's own row policy decides.
  EXECUTE format('SELECT EXISTS (SELECT FROM %I WHERE township = $1 AND id = $2)',
    lower(regexp_replace(of_kind, '([A-Z])', '_\1', 'g'))) INTO found USING of_township, of_record;
  RETURN found;
END $$;
COMMENT ON FUNCTION record_visible IS 'Whether the caller may see a record of a kind.';

ALTER TABLE township ENABLE ROW LEVEL SECURITY;
ALTER TABLE township FORCE ROW LEVEL SECURITY;
CREATE POLICY own ON township FOR SELECT TO hulei_app
  USING (code = (SELECT current_setting('app.township', true)));
GRANT SELECT ON township TO hulei_app;

ALTER TABLE playbook_version ENABLE ROW LEVEL SECURITY;
ALTER TABLE playbook_version FORCE ROW LEVEL SECURITY;
CREATE POLICY own ON playbook_version FOR SELECT TO hulei_app
  USING (township = (SELECT current_setting('app.township', true)));
CREATE POLICY adopt ON playbook_version FOR INSERT TO hulei_app
  WITH CHECK (township = (SELECT current_setting('app.township', true))
    AND (SELECT current_setting('app.role', true) IN ('administrator', 'system')));
GRANT SELECT, INSERT ON playbook_version TO hulei_app;

GRANT SELECT ON calendar_year TO hulei_app;

ALTER TABLE keyring.data_key ENABLE ROW LEVEL SECURITY;
ALTER TABLE keyring.data_key FORCE ROW LEVEL SECURITY;
CREATE POLICY own ON keyring.data_key FOR SELECT TO hulei_app
  USING (township = (SELECT current_setting('app.township', true)));
CREATE POLICY make ON keyring.data_key FOR INSERT TO hulei_app
  WITH CHECK (township = (SELECT current_setting('app.township', true)));
GRANT SELECT, INSERT ON keyring.data_key TO hulei_app;

ALTER TABLE chain_head ENABLE ROW LEVEL SECURITY;
ALTER TABLE chain_head FORCE ROW LEVEL SECURITY;
CREATE POLICY own ON chain_head FOR ALL TO hulei_app
  USING (township = (SELECT current_setting('app.township', true)))
  WITH CHECK (township = (SELECT current_setting('app.township', true)));
GRANT SELECT, UPDATE (seq, hash) ON chain_head TO hulei_app;

ALTER TABLE act_log ENABLE ROW LEVEL SECURITY;
ALTER TABLE act_log FORCE ROW LEVEL SECURITY;
CREATE POLICY readers ON act_log FOR SELECT TO hulei_app
  USING (township = (SELECT current_setting('app.township', true)) AND (
    (SELECT current_setting('app.role', true) IN ('auditor', 'office', 'leader', 'discipline', 'system'))
    OR account = (SELECT nullif(current_setting('app.account', true), ''))
    OR (record IS NOT NULL AND kind <> '' AND record_visible(township, kind, record))));
CREATE POLICY append ON act_log FOR INSERT TO hulei_app
  WITH CHECK (township = (SELECT current_setting('app.township', true))
    AND account = (SELECT current_setting('app.account', true)));
GRANT SELECT, INSERT ON act_log TO hulei_app;

ALTER TABLE act_change ENABLE ROW LEVEL SECURITY;
ALTER TABLE act_change FORCE ROW LEVEL SECURITY;
-- The auditor sees the log, not the content: whoever may see the record may see its changes, nobody else.
CREATE POLICY readers ON act_change FOR SELECT TO hulei_app
  USING (township = (SELECT current_setting('app.township', true)) AND (
    (SELECT current_setting('app.role', true) = 'system') OR record_visible(township, kind, record)));
CREATE POLICY append ON act_change FOR INSERT TO hulei_app
  WITH CHECK (township = (SELECT current_setting('app.township', true)));
GRANT SELECT, INSERT ON act_change TO hulei_app;

ALTER TABLE act_receipt ENABLE ROW LEVEL SECURITY;
ALTER TABLE act_receipt FORCE ROW LEVEL SECURITY;
CREATE POLICY own ON act_receipt FOR SELECT TO hulei_app
  USING (township = (SELECT current_setting('app.township', true))
    AND account = (SELECT current_setting('app.account', true)));
CREATE POLICY append ON act_receipt FOR INSERT TO hulei_app
  WITH CHECK (township = (SELECT current_setting('app.township', true))
    AND account = (SELECT current_setting('app.account', true)));
GRANT SELECT, INSERT ON act_receipt TO hulei_app;

ALTER TABLE read_log ENABLE ROW LEVEL SECURITY;
ALTER TABLE read_log FORCE ROW LEVEL SECURITY;
CREATE POLICY readers ON read_log FOR SELECT TO hulei_app
  USING (township = (SELECT current_setting('app.township', true))
    AND (SELECT current_setting('app.role', true) IN ('auditor', 'discipline', 'system')));
-- Lines are written in batches by one module, under a role that can do nothing else.
CREATE POLICY append ON read_log FOR INSERT TO hulei_app
  WITH CHECK (township = (SELECT current_setting('app.township', true))
    AND (SELECT current_setting('app.role', true) = 'read-log'));
GRANT SELECT, INSERT ON read_log TO hulei_app;

-- 0050 The end of a matter: what may keep it, what is destroyed, and the certificate of it.

CREATE TABLE legal_hold (
  township text NOT NULL,
  id uuid NOT NULL,
  version uuid NOT NULL,
  village text,
  school text,
  unit text,
  extra jsonb NOT NULL DEFAULT '{}',
  received_at timestamp with time zone NOT NULL,
  matter uuid NOT NULL,
  reason_sealed bytea NOT NULL,
  "from" date NOT NULL,
  lifted_on date,
  PRIMARY KEY (township, id)
);
COMMENT ON TABLE legal_hold IS '保全: 因申诉、诉讼等须保留的事项，到期也不销毁 (刑事诉讼法 第五十四条；民事诉讼法 第八十四条)';
ALTER TABLE legal_hold ENABLE ROW LEVEL SECURITY;
ALTER TABLE legal_hold FORCE ROW LEVEL SECURITY;
CREATE POLICY readers ON legal_hold FOR SELECT TO hulei_app
  USING (township = (SELECT current_setting('app.township', true)) AND ((SELECT current_setting('app.role', true) IN ('office', 'leader', 'police', 'discipline', 'system')) OR matter = ANY (ARRAY(SELECT a.matter FROM assignment a WHERE a.township = (SELECT current_setting('app.township', true)) AND a.account = (SELECT nullif(current_setting('app.account', true), '')) AND a.ended_on IS NULL))));
CREATE POLICY left_out ON legal_hold AS RESTRICTIVE TO hulei_app
  USING ((SELECT current_setting('app.role', true) = 'system')
    OR matter <> ALL (ARRAY(SELECT e.matter FROM matter_exclusion e)));
CREATE POLICY writers ON legal_hold FOR INSERT TO hulei_app
  WITH CHECK (township = (SELECT current_setting('app.township', true)) AND ((SELECT current_setting('app.role', true) IN ('police', 'discipline', 'system')) OR matter = ANY (ARRAY(SELECT a.matter FROM assignment a WHERE a.township = (SELECT current_setting('app.township', true)) AND a.account = (SELECT nullif(current_setting('app.account', true), '')) AND a.ended_on IS NULL))));
CREATE POLICY amenders ON legal_hold FOR UPDATE TO hulei_app
  USING (township = (SELECT current_setting('app.township', true)) AND ((SELECT current_setting('app.role', true) IN ('police', 'discipline', 'system')) OR matter = ANY (ARRAY(SELECT a.matter FROM assignment a WHERE a.township = (SELECT current_setting('app.township', true)) AND a.account = (SELECT nullif(current_setting('app.account', true), '')) AND a.ended_on IS NULL))))
  WITH CHECK (township = (SELECT current_setting('app.township', true)) AND ((SELECT current_setting('app.role', true) IN ('police', 'discipline', 'system')) OR matter = ANY (ARRAY(SELECT a.matter FROM assignment a WHERE a.township = (SELECT current_setting('app.township', true)) AND a.account = (SELECT nullif(current_setting('app.account', true), '')) AND a.ended_on IS NULL))));
GRANT SELECT, INSERT, UPDATE ON legal_hold TO hulei_app;


CREATE TABLE erasure (
  township text NOT NULL,
  id uuid NOT NULL,
  version uuid NOT NULL,
  village text,
  school text,
  unit text,
  extra jsonb NOT NULL DEFAULT '{}',
  received_at timestamp with time zone NOT NULL,
  matter uuid NOT NULL,
  what text NOT NULL,
  closed_on date NOT NULL,
  due_from date NOT NULL,
  erased_on date NOT NULL,
  people integer NOT NULL,
  records integer NOT NULL,
  keys integer NOT NULL,
  by_kind jsonb NOT NULL,
  PRIMARY KEY (township, id)
);
COMMENT ON TABLE erasure IS '销毁证明: 证明保存期满的事项已经销毁，留下的只有数目 (个人信息保护法 第四十七条)';
ALTER TABLE erasure ENABLE ROW LEVEL SECURITY;
ALTER TABLE erasure FORCE ROW LEVEL SECURITY;
CREATE POLICY readers ON erasure FOR SELECT TO hulei_app
  USING (township = (SELECT current_setting('app.township', true)) AND ((SELECT current_setting('app.role', true) IN ('office', 'leader', 'police', 'discipline', 'auditor', 'system'))));
CREATE POLICY left_out ON erasure AS RESTRICTIVE TO hulei_app
  USING ((SELECT current_setting('app.role', true) = 'system')
    OR matter <> ALL (ARRAY(SELECT e.matter FROM matter_exclusion e)));
CREATE POLICY writers ON erasure FOR INSERT TO hulei_app
  WITH CHECK (township = (SELECT current_setting('app.township', true)) AND ((SELECT current_setting('app.role', true) IN ('system', 'system'))));
CREATE POLICY amenders ON erasure FOR UPDATE TO hulei_app
  USING (township = (SELECT current_setting('app.township', true)) AND ((SELECT current_setting('app.role', true) IN ('system', 'system'))))
  WITH CHECK (township = (SELECT current_setting('app.township', true)) AND ((SELECT current_setting('app.role', true) IN ('system', 'system'))));
GRANT SELECT, INSERT, UPDATE ON erasure TO hulei_app;


-- Whether a matter is held.
CREATE INDEX legal_hold_matter ON legal_hold (township, matter) WHERE lifted_on IS NULL;

CREATE TABLE keyring.erasure (
  township text NOT NULL REFERENCES township (code),
  owner uuid NOT NULL,
  erased_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (township, owner)
);
COMMENT ON TABLE keyring.erasure IS 'Data keys that were destroyed at the end of what they guarded. Kept in a file beside the master key as well (keys/erasures), so that restoring a backup from before does not bring a key back.';
ALTER TABLE keyring.erasure ENABLE ROW LEVEL SECURITY;
ALTER TABLE keyring.erasure FORCE ROW LEVEL SECURITY;
CREATE POLICY own ON keyring.erasure FOR SELECT TO hulei_app
  USING (township = (SELECT current_setting('app.township', true)));
CREATE POLICY note ON keyring.erasure FOR INSERT TO hulei_app
  WITH CHECK (township = (SELECT current_setting('app.township', true))
    AND (SELECT current_setting('app.role', true) = 'system'));
GRANT SELECT, INSERT ON keyring.erasure TO hulei_app;

-- A key is destroyed by the system alone, at the end of a matter.
CREATE POLICY destroy ON keyring.data_key FOR DELETE TO hulei_app
  USING (township = (SELECT current_setting('app.township', true))
    AND (SELECT current_setting('app.role', true) = 'system'));
GRANT DELETE ON keyring.data_key TO hulei_app;
